using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Tenants;

/// <summary>The directory of tenants: names, domains and ids, narrowed to assigned tenants where the role's scope says so.</summary>
public interface ITenantDirectory
{
    /// <summary>Exact id or domain first, then names and domains beginning so, then likeness. One entry, one search token.</summary>
    Task<Outcome<IReadOnlyList<TenantHit>>> SearchAsync(Caller caller, string term, bool assignedOnly, int most, CancellationToken ct);

    Task<Outcome<TenantHit?>> FindAsync(Caller caller, OrganizationId tenant, bool assignedOnly, CancellationToken ct);

    /// <summary>The last distinct tenants entered, newest first, and the pinned ones by name.</summary>
    Task<Outcome<TenantShortcuts>> ShortcutsAsync(Caller caller, bool assignedOnly, int most, CancellationToken ct);

    Task<Outcome<Done>> PinAsync(Caller caller, OrganizationId tenant, bool isPinned, CancellationToken ct);
}
