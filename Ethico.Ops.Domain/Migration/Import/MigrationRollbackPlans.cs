using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What a rollback would do, and what becomes of the records it keeps (migration.md 4.8, 9.3). A Read session suffices.</summary>
[UseCase]
public sealed class MigrationRollbackPlans(RunGate gate, IRollbackViews views)
{
    public const int PageMost = 50;

    /// <summary>Judges the run's records as they are now.</summary>
    [Needs(Permission.RollBackMigration)]
    public async Task<Outcome<RollbackView>> PreviewAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.PreviewMigration, run) with { Detail = new JsonObject { ["what"] = "rollback" } };
        return await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused ? refused : await views.PreviewAsync(key, run, act, ct);
    }

    /// <summary>The newest preview; null where there is none yet.</summary>
    [Needs(Permission.RollBackMigration)]
    public async Task<Outcome<RollbackView?>> ReadAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run);
        return await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused ? refused : await views.ReadAsync(key, run, act, ct);
    }

    /// <summary>Kept records with their fields before, imported and now; what is personal is masked.</summary>
    [Needs(Permission.RollBackMigration)]
    public async Task<Outcome<KeysetPage<RollbackLine>>> LinesAsync(TenantKey key, RunId run, RollbackVerdict verdict, int after, int size, CancellationToken ct)
    {
        var act = View(run);
        act.Detail!["verdict"] = Enum.IsDefined(verdict) ? verdict.Stored() : null;
        return await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused
            ? refused
            : await views.LinesAsync(key, run, verdict, Math.Max(-1, after), Math.Clamp(size, 1, PageMost), isRevealed: false, act, ct);
    }

    [Needs(Permission.RollBackMigration)]
    public async Task<Outcome<RollbackView>> ChooseAsync(TenantKey key, RunId run, RollbackWish wish, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.PreviewMigration, run) with
        {
            Detail = new JsonObject
            {
                ["what"] = "rollback-choice", ["position"] = wish.Position,
                ["verdict"] = Enum.IsDefined(wish.Verdict) ? wish.Verdict.Stored() : null, ["choice"] = Enum.IsDefined(wish.Choice) ? wish.Choice.Stored() : null,
            },
        };
        if (await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused)
            return refused;
        if (!Enum.IsDefined(wish.Choice) || !RollbackRules.Choices(wish.Verdict, isBlocked: false, isChangedByRun: false).Contains(wish.Choice))
            return await gate.RefuseAsync(key.Caller, act, PlanRefusals.WrongRollbackChoice, ct);
        return await views.ChooseAsync(key, run, wish, act, ct);
    }

    private static AuditAct View(RunId run) =>
        RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["view"] = "rollback" } };
}
