using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The runs page, and a run as a whole (migration.md 3, 4.9).</summary>
[UseCase]
public sealed class MigrationRuns(RunGate gate, IRuns runs, IRunActs acts)
{
    /// <summary>All runs in scope: a specialist's are those of assigned tenants.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunList>> ListAsync(Caller caller, RunQuery query, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewMigrationRun) { EntityType = "MigrationRunList" };
        if (await gate.AskAsync(caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var text = query.Filter.Text?.Trim();
        var tidy = query with
        {
            Size = Math.Clamp(query.Size, 1, RunQuery.SizeMost),
            Filter = query.Filter with { Text = string.IsNullOrEmpty(text) ? null : text.Length > RunFilter.TextMost ? text[..RunFilter.TextMost] : text },
        };
        return await runs.ListAsync(caller, tidy, act with { Detail = Detail(tidy) }, ct);
    }

    /// <summary>State, counts and holder without an open session: what a page shows before it asks to enter the tenant.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> HeadAsync(Caller caller, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run);
        if (await gate.AskAsync(caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var head = await runs.HeadAsync(caller, run, act, ct);
        return head.IsAllowed ? head : await gate.RefuseAsync(caller, act, head.Refusal, ct);
    }

    /// <summary>The run with all choices, wherever it stands.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunView>> OpenAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run);
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await acts.OpenAsync(key, run, act, ct);
    }

    /// <summary>One document, as detection's proposal or the profile of the columns.</summary>
    /// <param name="version">Null: the newest.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunDocument?>> DocumentAsync(TenantKey key, RunId run, RunDocumentKind kind, int? version, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["document"] = kind.ToString(), ["version"] = version } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await acts.DocumentAsync(key, run, kind, version, act, ct);
    }

    /// <summary>A new run in the entered tenant, held by the caller.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> StartAsync(TenantKey key, Guid? project, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.StartMigrationRun) { EntityType = "MigrationRun" };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await acts.BeginAsync(key, act, project, ct);
    }

    /// <summary>Every half minute of an open editing page; the answer says who has the run.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> KeepAsync(Caller caller, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run);
        if (await gate.AskAsync(caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var head = await runs.KeepAsync(caller, run, ct);
        return head.IsAllowed ? head : await gate.RefuseAsync(caller, act, head.Refusal, ct);
    }

    /// <param name="reason">Needed while the other's hold has not lapsed.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> TakeOverAsync(TenantKey key, RunId run, string? reason, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.TakeOverMigrationRun, run) with { Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await acts.TakeOverAsync(key, run, reason, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> AbandonAsync(TenantKey key, RunId run, string reason, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.Abandon, run) with { Reason = reason?.Trim() };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await acts.MoveAsync(key, run, new(RunAct.Abandon), act, ct);
    }

    /// <summary>Goes back to an earlier step; what came after stays visible, out of date, until it is done again.</summary>
    /// <param name="step">1 Upload to 4 Validate.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> ReopenAsync(TenantKey key, RunId run, int step, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ReopenMigrationStep, run) with { Detail = new JsonObject { ["step"] = step } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        if (RunMoves.Reopens(step) is not { } reopens)
            return await gate.RefuseAsync(key.Caller, act, MigrationRefusals.NoSuchStep, ct);
        return await acts.MoveAsync(key, run, new(reopens), act, ct);
    }

    private static JsonObject Detail(RunQuery query) => new()
    {
        ["state"] = query.Filter.State?.Stored(),
        ["tenant"] = query.Filter.Tenant?.ToString(),
        ["source"] = query.Filter.Source?.Stored(),
        ["text"] = query.Filter.Text,
        ["size"] = query.Size,
        ["isFirst"] = query.After is null,
    };
}
