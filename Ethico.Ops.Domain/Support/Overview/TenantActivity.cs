using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>What staff did in the entered tenant: one's own acts, or all with ViewAudit for all tenants (support.md 4a).</summary>
[UseCase]
public sealed class TenantActivity(AccessGate gate, ITenantActivity activity)
{
    public const int Most = 20;

    /// <param name="tenant">The open session's, as the workspace shows it; any other is refused.</param>
    [Needs(Permission.ViewAudit)]
    public async Task<Outcome<IReadOnlyList<StaffAct>>> RecentAsync(TenantKey key, OrganizationId tenant, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewAudit) { EntityType = "TenantActivity", EntityId = tenant.ToString(), Tenant = tenant };
        if (await gate.AskAsync(key.Caller, Permission.ViewAudit, act, tenant: null, ct) is { } refused)
            return refused;
        var ownOnly = key.Caller.May(Permission.ViewAudit).Scope is not Scope.All;
        var found = await activity.RecentAsync(key, act, tenant, ownOnly, Most, ct);
        return found.IsAllowed ? found : await gate.RefuseAsync(key.Caller, act, found.Refusal, tenant: null, ct);
    }
}
