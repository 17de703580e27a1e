using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Verifying the trail as it stands, and sealing it on demand: for holders of ViewAudit over everything.</summary>
[UseCase]
public sealed class AuditProof(AccessGate gate, IAuditSeals seals)
{
    public const int LargestPage = 100;

    /// <summary>Reads every entry of the database; the verdict is in the entry of this act.</summary>
    [Needs(Permission.ViewAudit, Scope.All)]
    public async Task<Outcome<AuditVerdict>> VerifyAsync(Caller caller, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.VerifyAudit) { EntityType = "AuditTrail" };
        return await AskAsync(caller, act, ct) is { } refusal ? refusal : await seals.VerifyAsync(caller, act, ct);
    }

    [Needs(Permission.ViewAudit, Scope.All)]
    public async Task<Outcome<SealMade>> SealAsync(Caller caller, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.SealAudit) { EntityType = "AuditTrail" };
        return await AskAsync(caller, act, ct) is { } refusal ? refusal : await seals.SealAsync(caller, act, ct);
    }

    /// <summary>The checkpoints, newest first.</summary>
    /// <param name="before">Number of the last one seen; null: from the newest.</param>
    [Needs(Permission.ViewAudit, Scope.All)]
    public async Task<Outcome<KeysetPage<AuditCheckpoint>>> CheckpointsAsync(Caller caller, long? before, int size, CancellationToken ct)
    {
        size = Math.Clamp(size, 1, LargestPage);
        var act = new AuditAct(AuditAction.ViewAudit) { EntityType = "AuditCheckpoint", Detail = new() { ["before"] = before, ["size"] = size } };
        return await AskAsync(caller, act, ct) is { } refusal ? refusal : await seals.ListAsync(caller, act, before, size, ct);
    }

    private async Task<Refusal?> AskAsync(Caller caller, AuditAct act, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewAudit, act, null, ct) is { } refusal)
            return refusal;
        return caller.May(Permission.ViewAudit).Scope is Scope.All ? null : await gate.RefuseAsync(caller, act, AccessRefusals.NotAllowed, null, ct);
    }
}
