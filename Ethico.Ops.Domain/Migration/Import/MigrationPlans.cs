using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 5 as people take it (migration.md 4.5): look at the plan, decide its conflicts singly or by class.</summary>
[UseCase]
public sealed class MigrationPlans(RunGate gate, IPlanBook plans)
{
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<PlanView>> ViewAsync(TenantKey key, RunId run, long? seed, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["of"] = "plan", ["seed"] = seed } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await plans.ViewAsync(key, run, seed, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<PlanRow>>> RowsAsync(TenantKey key, RunId run, PlanFilter filter, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run) with
        {
            Detail = new JsonObject { ["of"] = "planRows", ["action"] = filter.Action?.Stored(), ["after"] = filter.AfterPosition },
        };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await plans.RowsAsync(key, run, filter with { Size = Math.Clamp(filter.Size, 1, PlanFilter.SizeMost) }, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<DriftRow>>> DriftAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["of"] = "drift" } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await plans.DriftAsync(key, run, act, ct);
    }

    /// <param name="positions">Of single conflicts; null: all of the class.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<int>> DecideAsync(
        TenantKey key, RunId run, ConflictKind conflict, ConflictDecision decision, IReadOnlyCollection<int>? positions, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.DecideConflicts, run) with
        {
            Detail = new JsonObject { ["conflict"] = conflict.ToString(), ["decision"] = decision.ToString(), ["rows"] = positions?.Count },
        };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        if (!Enum.IsDefined(conflict) || !PlanRules.Choices(conflict).Contains(decision))
            return await gate.RefuseAsync(key.Caller, act, ImportRefusals.DecisionDoesNotFit, ct);
        return await plans.DecideAsync(key, run, conflict, decision, positions, act, ct);
    }
}
