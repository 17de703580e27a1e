using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Step 8 of a run: stretch after stretch of the preview that was seen. Killed, it goes on from the last one committed.</summary>
internal sealed class RollbackStage(Rollbacker rollbacker, RunOptions options) : IRunStage
{
    public RunStage Stage => RunStage.Rollback;

    public async Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct)
    {
        if (run.RollbackApprovedBy is { } approver)
        {
            var same = await rollbacker.IsAsApprovedAsync(grant, approver, ct);
            if (!same.IsAllowed)
                return same.Refusal;
            if (!same.Value)
                return await rollbacker.KeepAllAsync(grant, (context, token) => VoidAsync(context, grant, token), ct);
        }

        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var step = await rollbacker.NextAsync(
                grant,
                run.RollbackApprovedBy ?? run.Hold.Holder,
                async (context, progress, token) =>
                {
                    if (!progress.IsDone)
                        return Outcome.Done;
                    var put = new RunPut
                    {
                        Detail = new JsonObject
                        {
                            ["removed"] = progress.Removed, ["restored"] = progress.Restored, ["detached"] = progress.Detached,
                            ["kept"] = progress.Kept, ["inUse"] = progress.InUse,
                        },
                    };
                    return (await context.MoveByGrantAsync(grant, RunAct.RollbackDone, put, options, token)).Map(_ => default(Done));
                },
                ct);
            if (!step.IsAllowed)
                return step.Refusal;
            if (step.Value.IsDone)
                return Outcome.Done;
        }
    }

    private async Task<Outcome<Done>> VoidAsync(OpsDbContext context, RunGrant grant, CancellationToken ct)
    {
        var put = new RunPut
        {
            Cause = new(MigrationRefusals.PreviewChanged.Code, MigrationRefusals.PreviewChanged.Sentence),
            Detail = new JsonObject { ["removed"] = 0, ["cause"] = "PREVIEW_CHANGED" },
        };
        return (await context.MoveByGrantAsync(grant, RunAct.RollbackDone, put, options, ct)).Map(_ => default(Done));
    }
}
