using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A day of a tenant's history as the trend needs it.</summary>
/// <param name="Raw">To score it again under another ruler; null: it was not measured.</param>
public sealed record PastDay(OrganizationId Tenant, DateOnly Day, int ModelVersion, decimal? Score, RawCounts? Raw);
