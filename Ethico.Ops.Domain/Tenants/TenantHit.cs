using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Tenants;

/// <summary>A tenant as the directory shows it: no figure and no person.</summary>
/// <param name="StatusReason">Why it is suspended or closed, where it is.</param>
/// <param name="IsPinned">Pinned by the caller.</param>
public sealed record TenantHit(
    OrganizationId Id, string Name, string? Domain, TenantStatus Status, string? StatusReason, string Plan, bool IsPinned)
{
    public bool CanBeEntered => Status is TenantStatus.Pending or TenantStatus.Active;
}
