using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Everything a night's scoring needs, read in bulk.</summary>
/// <param name="Clients">What is to be scored: restated days first, by day.</param>
/// <param name="Past">History that is not scored again.</param>
/// <param name="FirstMeasured">Each tenant's first measured day; of one whose trend looks back no further, a measured day that is old enough for it.</param>
/// <param name="Models">Every version that was or is in force.</param>
public sealed record ScoringInput(
    IReadOnlyList<ScoringClient> Clients,
    IReadOnlyList<PastDay> Past,
    IReadOnlyDictionary<OrganizationId, DateOnly> FirstMeasured,
    ModelBook Models)
{
    /// <summary>Of a tenant of which only the last day is scored: the two weeks of its trend, as far as they went by that day's ruler and are not in Past.</summary>
    public IReadOnlyDictionary<OrganizationId, TrendWeeks> Weeks { get; init; } = new Dictionary<OrganizationId, TrendWeeks>();
}
