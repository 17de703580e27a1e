using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Steps 5 to 7 as pages show them, personal values masked: the plan, rows beside their source, progress, what failed (migration.md 4.5 to 4.7).</summary>
[UseCase]
public sealed class MigrationPlanViews(RunGate gate, IPlanViews plans)
{
    public const int PageMost = 100;

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<PlanFigures>> ReadAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "plan");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await plans.ReadAsync(key, run, act, ct);
    }

    /// <summary>Updates with their differences, or conflicts; what is personal is masked.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<KeysetPage<PlanLine>>> LinesAsync(
        TenantKey key, RunId run, PlanAction action, ConflictKind? kind, int after, int size, CancellationToken ct)
    {
        var act = View(run, "plan-lines");
        act.Detail!["action"] = action.Stored();
        act.Detail["after"] = after;
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused
            ? refused
            : await plans.LinesAsync(key, run, action, kind, Math.Max(0, after), Math.Clamp(size, 1, PageMost), act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<PlanSample>> SampleAsync(TenantKey key, RunId run, PlanPick pick, CancellationToken ct)
    {
        var act = View(run, "plan-sample");
        Tell(act.Detail!, pick);
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused
            ? refused
            : await plans.SampleAsync(key, run, pick, isRevealed: false, act, ct);
    }

    /// <summary>The same rows unmasked, for five minutes; the entry names them and the reason.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<PlanSample>> RevealSampleAsync(TenantKey key, RunId run, PlanPick pick, string reason, CancellationToken ct)
    {
        var detail = new JsonObject { ["view"] = "plan-sample" };
        Tell(detail, pick);
        var act = RunGate.Act(AuditAction.RevealPersonalData, run) with { Detail = detail, Reason = reason?.Trim() };
        if ((await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) ?? await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, ct)) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await plans.SampleAsync(key, run, pick, isRevealed: true, act, ct);
    }

    /// <summary>The records the sheet drew, live beside their source; what is personal is masked.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<PlanSample>> DrawnAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "sheet-samples");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await plans.DrawnAsync(key, run, isRevealed: false, act, ct);
    }

    /// <summary>The same unmasked, for five minutes.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<PlanSample>> RevealDrawnAsync(TenantKey key, RunId run, string reason, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.RevealPersonalData, run) with { Detail = new JsonObject { ["view"] = "sheet-samples" }, Reason = reason?.Trim() };
        if ((await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) ?? await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, ct)) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await plans.DrawnAsync(key, run, isRevealed: true, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<ImportProgress>> ProgressAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "progress");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await plans.ProgressAsync(key, run, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<KeysetPage<FailedRow>>> FailuresAsync(TenantKey key, RunId run, int after, int size, CancellationToken ct)
    {
        var act = View(run, "failures");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused
            ? refused
            : await plans.FailuresAsync(key, run, Math.Max(0, after), Math.Clamp(size, 1, PageMost), act, ct);
    }

    /// <summary>What stopped the import: rows and fingerprints, no content.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<DriftRow>>> DriftAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "drift");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await plans.DriftAsync(key, run, act, ct);
    }

    private static AuditAct View(RunId run, string what) =>
        RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["view"] = what } };

    // Row numbers and rules, never the key a person typed: it may be a client's number.
    private static void Tell(JsonObject detail, PlanPick pick)
    {
        detail["seed"] = pick.Seed;
        detail["rows"] = pick.Rows is { } rows ? string.Join(',', rows.Take(20)) : null;
        detail["byKey"] = pick.Key is not null;
        detail["rule"] = Rules.All.Any(r => r.Code.Value == pick.Rule) ? pick.Rule : null;
        detail["action"] = pick.Action is { } action && Enum.IsDefined(action) ? action.Stored() : null;
    }
}
