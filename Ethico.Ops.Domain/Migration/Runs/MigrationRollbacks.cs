using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Step 8 (migration.md 4.8): up to <see cref="RunRules.OnePersonRows"/> rows one person, above that two, and always over exactly
/// the preview whose digest was seen.
/// </summary>
[UseCase]
public sealed class MigrationRollbacks(RunGate gate, IRunActs acts)
{
    /// <param name="reference">The run's own, typed.</param>
    /// <param name="digest">Hex; of the preview on the page.</param>
    [Needs(Permission.RollBackMigration)]
    public Task<Outcome<RunHead>> RollBackAsync(TenantKey key, RunId run, string reference, string reason, string digest, CancellationToken ct) =>
        BeginAsync(key, run, RunAct.RollBack, reference, reason, digest, ct);

    /// <summary>Asks for the second person.</summary>
    [Needs(Permission.RollBackMigration)]
    public Task<Outcome<RunHead>> RequestAsync(TenantKey key, RunId run, string reference, string reason, string digest, CancellationToken ct) =>
        BeginAsync(key, run, RunAct.RequestRollback, reference, reason, digest, ct);

    /// <summary>Not by who asked; within 24 hours and the window.</summary>
    [Needs(Permission.ApproveMigration)]
    public async Task<Outcome<RunHead>> ApproveAsync(TenantKey key, RunId run, string digest, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.ApproveRollback, run) with { Detail = new JsonObject { ["digest"] = RunGate.Shown(digest) } };
        if (await gate.AskAsync(key.Caller, Permission.ApproveMigration, act, ct) is { } refused)
            return refused;
        var move = new RunMove(RunAct.ApproveRollback)
        {
            Check = head => RunRules.MayApprove(head, key.Caller.Id)
                ?? (string.Equals(digest, head.Request?.Digest, StringComparison.OrdinalIgnoreCase) ? null : MigrationRefusals.PreviewChanged),
        };
        return await acts.MoveAsync(key, run, move, act, ct);
    }

    [Needs(Permission.ApproveMigration)]
    public Task<Outcome<RunHead>> DeclineAsync(TenantKey key, RunId run, string reason, CancellationToken ct) =>
        EndAsync(key, run, RunAct.DeclineRollback, reason, head => head.Request?.By == key.Caller.Id ? MigrationRefusals.OwnRequest : null, ct);

    /// <summary>By who asked.</summary>
    [Needs(Permission.RollBackMigration)]
    public Task<Outcome<RunHead>> WithdrawAsync(TenantKey key, RunId run, string reason, CancellationToken ct) =>
        EndAsync(key, run, RunAct.WithdrawRollback, reason, head => head.Request?.By == key.Caller.Id ? null : MigrationRefusals.NotYourRequest, ct);

    /// <summary>Goes on with a rollback whose key is over: it began inside the window and may finish later.</summary>
    [Needs(Permission.RollBackMigration)]
    public async Task<Outcome<RunHead>> ResumeAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.ResumeRollback, run);
        if (await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused)
            return refused;
        return await acts.MoveAsync(key, run, new(RunAct.ResumeRollback), act, ct);
    }

    private async Task<Outcome<RunHead>> BeginAsync(
        TenantKey key, RunId run, RunAct rollback, string reference, string reason, string digest, CancellationToken ct)
    {
        var act = RunGate.Act(rollback, run) with { Reason = reason?.Trim(), Detail = new JsonObject { ["digest"] = RunGate.Shown(digest) } };
        if (await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        var move = new RunMove(rollback)
        {
            RollbackReason = reason!.Trim(),
            RollbackDigest = digest,
            Check = head => RunRules.CheckReference(head, reference) ?? PreviewFault(head, digest),
        };
        return await acts.MoveAsync(key, run, move, act, ct);
    }

    private async Task<Outcome<RunHead>> EndAsync(
        TenantKey key, RunId run, RunAct end, string reason, Func<RunHead, Refusal?> check, CancellationToken ct)
    {
        var act = RunGate.Act(end, run) with { Reason = reason?.Trim(), Detail = new JsonObject { ["cause"] = end is RunAct.DeclineRollback ? "DECLINED" : "WITHDRAWN" } };
        if (await gate.AskAsync(key.Caller, end.Rule().Permission!.Value, act, ct) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await acts.MoveAsync(key, run, new(end) { Check = check }, act, ct);
    }

    private static Refusal? PreviewFault(RunHead head, string? digest) => head.RollbackPlanDigest switch
    {
        null => MigrationRefusals.NoPreview,
        var now when string.Equals(now, digest, StringComparison.OrdinalIgnoreCase) => null,
        _ => MigrationRefusals.PreviewChanged,
    };
}
