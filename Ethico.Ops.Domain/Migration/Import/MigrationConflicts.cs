using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What becomes of the plan's conflicts, decided singly or by class (migration.md 4.5, 9.1).</summary>
[UseCase]
public sealed class MigrationConflicts(RunGate gate, IConflictBook conflicts)
{
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
        return await conflicts.DecideAsync(key, run, conflict, decision, positions, act, ct);
    }
}
