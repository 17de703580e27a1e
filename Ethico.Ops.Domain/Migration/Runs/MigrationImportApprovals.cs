using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// The dry run as a review: above <see cref="OnePersonRows.Import"/> rows a second person looks at the preview and approves exactly it,
/// whose digest was seen; a new preview, or another decision about a conflict, makes the approval void.
/// </summary>
[UseCase]
public sealed class MigrationImportApprovals(RunGate gate, IRunActs acts)
{
    /// <param name="reason">What the second person should know; 10 to 500 characters.</param>
    /// <param name="digest">Hex; of the preview on the page.</param>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> RequestAsync(TenantKey key, RunId run, string reason, string digest, CancellationToken ct) => MoveAsync(
        key,
        run,
        new(RunAct.RequestImport)
        {
            ImportReason = reason?.Trim(),
            ImportDigest = digest,
            Check = head => string.Equals(head.PlanDigest, digest, StringComparison.OrdinalIgnoreCase) ? null : MigrationRefusals.PlanChanged,
        },
        reason,
        new JsonObject { ["digest"] = RunGate.Shown(digest) },
        ct);

    /// <summary>Not by who asked; within 24 hours.</summary>
    [Needs(Permission.ApproveMigration)]
    public async Task<Outcome<RunHead>> ApproveAsync(TenantKey key, RunId run, string digest, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.ApproveImport, run) with { Detail = new JsonObject { ["digest"] = RunGate.Shown(digest) } };
        if (await gate.AskAsync(key.Caller, Permission.ApproveMigration, act, ct) is { } refused)
            return refused;
        return await acts.MoveAsync(key, run, new(RunAct.ApproveImport) { Check = head => RunRules.MayApproveImport(head, key.Caller.Id, digest) }, act, ct);
    }

    /// <summary>Takes an approval back as well, while the import has not started.</summary>
    [Needs(Permission.ApproveMigration)]
    public Task<Outcome<RunHead>> DeclineAsync(TenantKey key, RunId run, string reason, CancellationToken ct) => MoveAsync(
        key,
        run,
        new(RunAct.DeclineImport) { Check = head => head.ImportRequest is null ? MigrationRefusals.NoImportRequest : head.ImportRequest.By == key.Caller.Id ? MigrationRefusals.OwnRequest : null },
        reason,
        new JsonObject { ["cause"] = "DECLINED" },
        ct);

    /// <summary>By who asked.</summary>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> WithdrawAsync(TenantKey key, RunId run, string reason, CancellationToken ct) => MoveAsync(
        key,
        run,
        new(RunAct.WithdrawImportRequest) { Check = head => head.ImportRequest is null ? MigrationRefusals.NoImportRequest : head.ImportRequest.By == key.Caller.Id ? null : MigrationRefusals.NotYourRequest },
        reason,
        new JsonObject { ["cause"] = "WITHDRAWN" },
        ct);

    private async Task<Outcome<RunHead>> MoveAsync(TenantKey key, RunId run, RunMove move, string? reason, JsonObject detail, CancellationToken ct)
    {
        var act = RunGate.Act(move.Act, run) with { Reason = reason?.Trim(), Detail = detail };
        if (await gate.AskAsync(key.Caller, move.Act.Rule().Permission!.Value, act, ct) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await acts.MoveAsync(key, run, move, act, ct);
    }
}
