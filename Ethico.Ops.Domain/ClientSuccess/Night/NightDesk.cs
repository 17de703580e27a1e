using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The night by hand, and what the nights did: for the administration page.</summary>
[UseCase]
public sealed class NightDesk(AccessGate gate, ClientNight night, INightRuns runs, TimeProvider clock)
{
    /// <summary>Does now what the ledger says is owed. Somebody else at it, or nothing owed, are answers, not faults.</summary>
    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<IReadOnlyList<NightResult>>> RunNowAsync(Caller caller, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.RunClientNight) { EntityType = "ClientNight" };
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        if ((await runs.RecordAsync(caller, act, ct)).Refusal is { } unrecorded)
            return unrecorded;
        return await night.RunAllAsync(new JobFire("client-night", clock.GetUtcNow(), caller.CorrelationId), ct);
    }

    /// <summary>
    /// Newest first, at most 90; and how many active tenants have a fresh score or a stated cause. Counts of the whole house, which no
    /// book narrows: for who starts runs. What of it concerns a book stands on its portfolio.
    /// </summary>
    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<NightRunList>> RunsAsync(Caller caller, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewHealth) { EntityType = "ClientNight" };
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        return await runs.ListAsync(ct);
    }
}
