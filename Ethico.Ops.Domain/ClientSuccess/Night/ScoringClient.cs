using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One tenant day that is to be scored, as it was counted.</summary>
/// <param name="IsLive">At the end of that day.</param>
/// <param name="Raw">Null: not rolled up.</param>
/// <param name="ModelVersion">Of the snapshot that stands; null: none does.</param>
/// <param name="StandingRaw">What the standing snapshot was computed from.</param>
/// <param name="Flags">Of the standing snapshot.</param>
/// <param name="RenewalInDays">As of that day.</param>
public sealed record ScoringClient(
    OrganizationId Tenant, DateOnly Day, bool IsLive, RawCounts? Raw, int? RenewalInDays, int? ModelVersion, RawCounts? StandingRaw, HealthFlags Flags)
{
    /// <summary>Where the lines of its failed roll-up of that day are found; null: none failed.</summary>
    public string? RollUpFailure { get; init; }
}
