using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>The workspace's Overview tab (support.md 4a). Client success sees counts only, those under 5 as "&lt; 5".</summary>
[UseCase]
public sealed class TenantOverview(AccessGate gate, ITenantOverview overview)
{
    [Needs(Permission.EnterTenant)]
    public async Task<Outcome<OverviewFacts>> ReadAsync(TenantKey key, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewTenant) { EntityType = "Overview" };
        if (await gate.AskAsync(key.Caller, Permission.EnterTenant, act, tenant: null, ct) is { } refused)
            return refused;
        return await overview.ReadAsync(key, act, ct);
    }
}
