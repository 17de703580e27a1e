using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Access;

/// <summary>Stored and shown names of what a session carries.</summary>
public static class SessionNames
{
    private static readonly FrozenDictionary<ReasonCategory, (string Stored, string Shown)> Categories = new Dictionary<ReasonCategory, (string, string)>
    {
        [ReasonCategory.SupportTicket] = ("SUPPORT_TICKET", "Support ticket"),
        [ReasonCategory.ClientAsked] = ("CLIENT_ASKED", "Client asked for help"),
        [ReasonCategory.ConfigurationReview] = ("CONFIGURATION_REVIEW", "Configuration review"),
        [ReasonCategory.BugReproduction] = ("BUG_REPRODUCTION", "Bug reproduction"),
        [ReasonCategory.MigrationHelp] = ("MIGRATION_HELP", "Migration help"),
        [ReasonCategory.TrainingOrOnboarding] = ("TRAINING_OR_ONBOARDING", "Training or onboarding"),
        [ReasonCategory.SecurityInvestigation] = ("SECURITY_INVESTIGATION", "Security investigation"),
        [ReasonCategory.Other] = ("OTHER", "Other"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<EndReason, (string Stored, string Shown)> Ends = new Dictionary<EndReason, (string, string)>
    {
        [EndReason.Manual] = ("MANUAL", "You ended it"),
        [EndReason.Switched] = ("SWITCHED", "You switched to another tenant"),
        [EndReason.Expired] = ("EXPIRED", "Its time was up"),
        [EndReason.IdleTimeout] = ("IDLE_TIMEOUT", "Nothing was done for a while"),
        [EndReason.ForcedByAdmin] = ("FORCED_BY_ADMIN", "An administrator ended it"),
        [EndReason.RoleRevoked] = ("ROLE_REVOKED", "Your role changed"),
        [EndReason.AssignmentEnded] = ("ASSIGNMENT_ENDED", "Your assignment to this tenant ended"),
        [EndReason.TenantSuspended] = ("TENANT_SUSPENDED", "The tenant was suspended or closed"),
        [EndReason.SignedOut] = ("SIGNED_OUT", "You signed out"),
    }.ToFrozenDictionary();

    public static string Stored(this ReasonCategory category) => Categories[category].Stored;

    public static string Shown(this ReasonCategory category) => Categories[category].Shown;

    public static ReasonCategory ParseCategory(string stored) => Categories.First(c => string.Equals(c.Value.Stored, stored, StringComparison.Ordinal)).Key;

    public static string Stored(this EndReason reason) => Ends[reason].Stored;

    public static string Shown(this EndReason reason) => Ends[reason].Shown;

    public static EndReason? ParseEnd(string? stored) =>
        stored is null ? null : Ends.First(e => string.Equals(e.Value.Stored, stored, StringComparison.Ordinal)).Key;
}
