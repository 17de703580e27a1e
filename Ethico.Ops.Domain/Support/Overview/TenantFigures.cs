namespace Ethico.Ops.Domain.Support;

/// <summary>Counts of the entered tenant, tests and trials left out.</summary>
/// <param name="LastActivityAt">The last act of the client's own people or machines; null: none was ever counted.</param>
public sealed record TenantFigures(
    Figure UsersActive,
    Figure UsersAll,
    Figure CasesOpen,
    Figure CasesAll,
    Figure CampaignsRunning,
    Figure CampaignsAll,
    Figure PoliciesPublished,
    Figure PoliciesAll,
    Figure TicketsOpen,
    Figure TicketsAll,
    DateTimeOffset? LastActivityAt,
    IntegrationHealth HrFeed);
