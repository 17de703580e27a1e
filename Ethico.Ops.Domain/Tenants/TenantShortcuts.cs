namespace Ethico.Ops.Domain.Tenants;

/// <summary>What the switcher offers before anything is typed.</summary>
public sealed record TenantShortcuts(IReadOnlyList<TenantHit> Recent, IReadOnlyList<TenantHit> Pinned);
