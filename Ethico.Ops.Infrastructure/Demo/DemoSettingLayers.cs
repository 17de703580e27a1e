namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Puts <see cref="DemoSettings"/> on its layers, and a client's own values and secrets over them.</summary>
internal static class DemoSettingLayers
{
    /// <summary>A key the platform gave up: definitions stay, nobody is offered it.</summary>
    public const string RetiredKey = "branding.legacy_header";

    /// <summary>Layers default and plan, the same for everybody.</summary>
    public static void AddShared(DemoWorld world)
    {
        foreach (var each in DemoSettings.Definitions)
        {
            world.Add(new DemoRows.SettingDefinition
            {
                Key = each.Key,
                ValueType = each.Type,
                DefaultValue = each.Default is null ? null : DemoJson.Raw(each.Default),
                IsSecret = each.IsSecret,
            });
        }

        world.Add(new DemoRows.SettingDefinition { Key = RetiredKey, ValueType = "TEXT", RetiredAt = world.Anchor.AddDays(-400) });
        foreach (var each in DemoSettings.PlanValues)
            world.Add(new DemoRows.PlanSetting { Plan = each.Plan, Key = each.Key, Value = DemoJson.Raw(each.Value), ChangedAt = world.Anchor.AddDays(-500) });
    }

    /// <summary>Layer tenant, on every kind of key; the attachment's size at version 7 (support.md 5.7).</summary>
    public static void AddTenant(DemoOffice office)
    {
        Set(office, "intake.max_attachment_mb", "50", 12, "12", "15", "20", "30", "60", "40");
        Set(office, "intake.allowed_file_types", """["pdf","docx","png","jpg","mp3"]""", 130, """["pdf","png","jpg"]""");
        Set(office, "intake.welcome_text", "\"Welcome. We answer within three working days.\"", 300);
        Set(office, "notifications.escalation_contact", $"\"overdue@{office.Client.Domain}\"", 88, $"\"hr@{office.Client.Domain}\"");
        Set(office, "security.allowed_ip_ranges", """["192.0.2.0/24","198.51.100.0/24"]""", 27);
        Set(office, "integrations.webhook_timeout_seconds", "12.5", 40);
        Set(office, "integrations.hr_field_map", """{"department":"cost_center","employee_id":"staff_no"}""", 510);
        Set(office, "retention.closed_case_months", "96", 350);
        Set(office, "experimental.triage_model", "\"v3\"", 19);
        Remove(office, "branding.footer_text", 75, "\"Reports are read by people.\"");
        AddSecret(office, "integrations.sso_client_secret", 210);
        AddSecret(office, "integrations.hr_api_token", 33);
        AddSecret(office, "integrations.smtp_password", 480);
    }

    /// <param name="day">When it got its present value.</param>
    /// <param name="before">The values before, oldest first.</param>
    public static void Set(DemoOffice office, string key, string value, int day, params string[] before)
    {
        for (var i = 0; i < before.Length; i++)
            AddChange(office, key, i + 1, before[i], day + (9 * (before.Length - i)));
        // The history's row of the present version is written by the table's own trigger.
        office.World.Add(new DemoRows.Setting
        {
            OrganizationId = office.Id,
            Key = key,
            Value = DemoJson.Raw(value),
            Version = before.Length + 1,
            ChangedAt = office.OnDay(day, -3),
            ChangedByKind = "CLIENT",
            ChangedBy = office.Accounts[0].Id,
        });
    }

    /// <param name="name">A secret setting's key, or <c>integration:id:field</c>.</param>
    /// <param name="ciphertext">Null: bytes that mean nothing.</param>
    public static void AddSecret(DemoOffice office, string name, int day, byte[]? ciphertext = null) => office.World.Add(new DemoRows.Secret
    {
        OrganizationId = office.Id,
        Name = name,
        ChangedAt = office.OnDay(day),
        Ciphertext = ciphertext ?? office.World.MailHashOf($"{name}@{office.Client.Domain}"),
    });

    private static void Remove(DemoOffice office, string key, int day, string value)
    {
        AddChange(office, key, 1, value, day + 30);
        AddChange(office, key, 2, null, day);
    }

    private static void AddChange(DemoOffice office, string key, int version, string? value, int day) => office.World.Add(new DemoRows.SettingChange
    {
        OrganizationId = office.Id,
        Key = key,
        Version = version,
        Value = value is null ? null : DemoJson.Raw(value),
        ChangedAt = office.OnDay(day, -3),
        ChangedByKind = "CLIENT",
        ChangedBy = office.Accounts[0].Id,
    });
}
