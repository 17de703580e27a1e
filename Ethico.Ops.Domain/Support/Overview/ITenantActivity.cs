using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Staff acts in one tenant, out of the audit trail.</summary>
public interface ITenantActivity
{
    /// <summary>Newest first. Refused as without a session unless the key's own open session is in <paramref name="tenant"/>.</summary>
    /// <param name="ownOnly">The caller's own acts only.</param>
    Task<Outcome<IReadOnlyList<StaffAct>>> RecentAsync(
        TenantKey key, AuditAct act, OrganizationId tenant, bool ownOnly, int most, CancellationToken ct);
}
