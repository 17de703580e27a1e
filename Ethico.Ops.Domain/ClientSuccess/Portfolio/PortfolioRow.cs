using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One client of the portfolio, as of its newest snapshot.</summary>
/// <param name="Band">Effective: the override's while one is active.</param>
/// <param name="ComputedBand">What the formula says, to stand beside an overridden one.</param>
/// <param name="Spark">Scores of 90 days, oldest first; null where a day has none.</param>
/// <param name="Value">Null without ViewRevenue, or where none is known.</param>
public sealed record PortfolioRow(
    OrganizationId Tenant, string Name, string? Domain, string Plan, DateOnly? Day, SnapshotState? State, UnscoredCause? Cause, decimal? Score, Band? Band,
    Band? ComputedBand, bool IsOverridden, Trend? Trend, decimal? TrendDelta, TrendNote? TrendNote, decimal? Coverage, HealthFlags Flags, bool IsStale,
    DateTimeOffset? ComputedAt, DateOnly? RenewalOn, int? RenewalInDays, OperatorId? Lead, string? LeadName, DateTimeOffset? LastContactAt, int OpenAlerts,
    IReadOnlyList<decimal?> Spark, ContractValue? Value)
{
    /// <summary>The last day of <see cref="Spark"/>.</summary>
    public DateOnly SparkTo { get; init; }

    /// <summary>Days in <see cref="Spark"/> from which another model version counts.</summary>
    public IReadOnlyList<(DateOnly Day, int Version)> SparkMarkers { get; init; } = [];
}
