using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Levels">In catalogue order; null where the client was not counted on the day of the matrix.</param>
public sealed record AdoptionMatrixRow(OrganizationId Tenant, string Name, IReadOnlyList<FeatureLevel>? Levels, int Used, int Entitled);
