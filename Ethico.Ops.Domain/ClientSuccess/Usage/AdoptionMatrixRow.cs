using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Levels">In catalogue order.</param>
public sealed record AdoptionMatrixRow(OrganizationId Tenant, string Name, IReadOnlyList<FeatureLevel> Levels, int Used, int Entitled);
