using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Everything a night's scoring needs, read in bulk.</summary>
/// <param name="Clients">What is to be scored: restated days first, by day.</param>
/// <param name="Past">History that is not scored again.</param>
/// <param name="FirstMeasured">Each tenant's first measured day.</param>
/// <param name="Models">Every version that was or is in force.</param>
public sealed record ScoringInput(
    IReadOnlyList<ScoringClient> Clients,
    IReadOnlyList<PastDay> Past,
    IReadOnlyDictionary<OrganizationId, DateOnly> FirstMeasured,
    ModelBook Models);
