using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 8 before anything happens: what goes, what stays and why, and what to do with what stays.</summary>
[UseCase]
public sealed class MigrationRollbackPreviews(RunGate gate, IRollbackBook rollbacks)
{
    private const int SizeMost = 200;

    [Needs(Permission.RollBackMigration)]
    public async Task<Outcome<RollbackPreview>> PreviewAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["of"] = "rollback" } };
        if (await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused)
            return refused;
        return await rollbacks.PreviewAsync(key, run, act, ct);
    }

    [Needs(Permission.RollBackMigration)]
    public async Task<Outcome<IReadOnlyList<RollbackRow>>> RowsAsync(TenantKey key, RunId run, int afterPosition, int size, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["of"] = "rollbackRows", ["after"] = afterPosition } };
        if (await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused)
            return refused;
        return await rollbacks.RowsAsync(key, run, afterPosition, Math.Clamp(size, 1, SizeMost), act, ct);
    }

    [Needs(Permission.RollBackMigration)]
    public async Task<Outcome<RollbackPreview>> ChooseAsync(TenantKey key, RunId run, IReadOnlyCollection<int> positions, RollbackChoice choice, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.RequestMigrationRollback, run) with
        {
            Detail = new JsonObject { ["choice"] = choice.ToString(), ["records"] = positions.Count },
        };
        if (await gate.AskAsync(key.Caller, Permission.RollBackMigration, act, ct) is { } refused)
            return refused;
        return await rollbacks.ChooseAsync(key, run, positions, choice, act, ct);
    }
}
