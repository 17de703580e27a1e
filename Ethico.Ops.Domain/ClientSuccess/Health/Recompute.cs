using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One tenant's last complete day, counted and scored again on demand. Today is never scored.</summary>
[UseCase]
public sealed class Recompute(AccessGate gate, IRecompute recompute)
{
    public static readonly TimeSpan TenantPause = TimeSpan.FromMinutes(5);
    public const int PersonMostAnHour = 20;

    [Needs(Permission.OverrideHealth)]
    public async Task<Outcome<RecomputeResult>> RunAsync(Caller caller, OrganizationId tenant, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.RecomputeHealth) { EntityType = "Organization", EntityId = tenant.ToString(), Tenant = tenant };
        if (await gate.AskAsync(caller, Permission.OverrideHealth, act, tenant, ct) is { } refused)
            return refused;
        var result = await recompute.RunAsync(caller, act, tenant, ct);
        return result.IsAllowed ? result : await gate.RefuseAsync(caller, act, result.Refusal, tenant, ct);
    }
}
