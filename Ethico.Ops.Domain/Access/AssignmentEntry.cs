using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>An assignment that runs or is to run.</summary>
/// <param name="Until">Exclusive; null until further notice.</param>
public sealed record AssignmentEntry(Guid Id, OrganizationId Tenant, string TenantName, DateTimeOffset From, DateTimeOffset? Until);
