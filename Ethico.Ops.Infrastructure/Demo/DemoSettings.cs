namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// The settings the demo platform knows, with what its plans set: the same keys that Sql/support/030-setting-definitions.sql
/// describes to the inspector (a test compares), and a few it does not, which the inspector must keep shut.
/// </summary>
internal static class DemoSettings
{
    /// <summary>Key of <c>email_hash</c> in demo and test data. Not a secret: it guards invented addresses, and a checksum is made over them.</summary>
    public static ReadOnlySpan<byte> MailKey => "ethico-ops-demo-mail-address-key"u8;

    public static IReadOnlyList<DemoSetting> Definitions { get; } =
    [
        new("intake.max_attachment_mb", "INTEGER", "10"),
        new("intake.max_attachments", "INTEGER", "5"),
        new("intake.allow_anonymous", "BOOLEAN", "true"),
        new("intake.welcome_text", "TEXT", "\"Tell us what happened. You decide whether to give your name.\""),
        new("intake.allowed_file_types", "LIST", """["pdf","docx","png","jpg"]"""),
        new("intake.follow_up_days", "INTEGER", "7"),
        new("notifications.reminders_enabled", "BOOLEAN", "true"),
        new("notifications.reminder_days", "LIST", """["3","7","14"]"""),
        new("notifications.digest_hour", "INTEGER", "7"),
        new("notifications.escalation_contact", "TEXT", null),
        new("notifications.sender_signature", "TEXT", "\"Your compliance team\""),
        new("retention.closed_case_months", "INTEGER", "84"),
        new("retention.report_months", "INTEGER", "84"),
        new("retention.audit_months", "INTEGER", "120"),
        new("branding.portal_title", "TEXT", "\"Ethics & Compliance\""),
        new("branding.footer_text", "TEXT", null),
        new("branding.show_logo", "BOOLEAN", "true"),
        new("security.session_minutes", "INTEGER", "60"),
        new("security.password_min_length", "INTEGER", "12"),
        new("security.allowed_ip_ranges", "LIST", "[]"),
        new("security.lockout_threshold", "INTEGER", "5"),
        new("security.recovery_contact", "TEXT", null),
        new("integrations.hr_sync_hours", "INTEGER", "24"),
        new("integrations.hr_field_map", "JSON", """{"department":"dept","employee_id":"id"}"""),
        new("integrations.webhook_timeout_seconds", "DECIMAL", "7.5"),
        new("integrations.sso_client_secret", "TEXT", null, IsSecret: true),
        new("integrations.hr_api_token", "TEXT", null, IsSecret: true),
        new("integrations.smtp_password", "TEXT", null, IsSecret: true),
        new("integrations.webhook_signing_key", "TEXT", null, IsSecret: true),
        // The platform has these and the portal does not describe them: "set, changed on …" is all the inspector says.
        new("experimental.triage_model", "TEXT", "\"v2\""),
        new("legacy.connection_string", "TEXT", null),
    ];

    /// <summary>The layer between default and tenant.</summary>
    public static IReadOnlyList<DemoPlanSetting> PlanValues { get; } =
    [
        new("ESSENTIAL", "intake.max_attachments", "3"),
        new("STANDARD", "intake.max_attachment_mb", "25"),
        new("STANDARD", "security.session_minutes", "45"),
        new("ENTERPRISE", "intake.max_attachment_mb", "25"),
        new("ENTERPRISE", "intake.max_attachments", "10"),
        new("ENTERPRISE", "integrations.hr_sync_hours", "6"),
        new("ENTERPRISE", "security.session_minutes", "30"),
    ];
}
