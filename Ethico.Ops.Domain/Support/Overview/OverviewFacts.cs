namespace Ethico.Ops.Domain.Support;

/// <summary>The workspace's first tab.</summary>
/// <param name="Facts">Null where the role sees aggregates only: name, plan and domain are then the open session's.</param>
/// <param name="Integrations">Empty where the role sees aggregates only.</param>
/// <param name="Recent">Newest first; empty where the role sees aggregates only.</param>
public sealed record OverviewFacts(
    TenantFacts? Facts,
    TenantFigures Figures,
    IReadOnlyList<IntegrationState> Integrations,
    IReadOnlyList<RecentEvent> Recent,
    DateTimeOffset ReadAt)
{
    public bool IsAggregatesOnly => Facts is null;
}
