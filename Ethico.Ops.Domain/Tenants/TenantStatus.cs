namespace Ethico.Ops.Domain.Tenants;

/// <summary>platform.organizations.status.</summary>
public enum TenantStatus
{
    /// <summary>Being set up.</summary>
    Pending,
    Active,
    Suspended,
    Closed,
}
