using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Day">Of the newest snapshots.</param>
/// <param name="Names">Of the tenants among them.</param>
public sealed record ModelPreviewInput(
    DateOnly? Day, IReadOnlyList<ScoringClient> Clients, IReadOnlyList<PastDay> Past, IReadOnlyDictionary<OrganizationId, DateOnly> FirstMeasured,
    IReadOnlyDictionary<OrganizationId, string> Names, IReadOnlyDictionary<OrganizationId, (decimal? Score, Band? Band)> Standing);
