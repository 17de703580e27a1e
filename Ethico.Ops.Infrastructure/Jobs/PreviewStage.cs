using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Step 5 of a run. A crash begins it anew: the plan is stored whole or not at all.</summary>
internal sealed class PreviewStage(Planner planner, RunOptions options) : IRunStage
{
    public RunStage Stage => RunStage.Preview;

    public async Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct)
    {
        var planned = await planner.PlanAsync(
            grant,
            async (context, token) =>
            {
                var head = (await context.FindRunAsync(grant.Run, token))!;
                var put = new RunPut { Detail = new JsonObject { ["plan"] = head.PlanDigest, ["create"] = head.Counts.PlanCreate, ["conflict"] = head.Counts.PlanConflict } };
                return (await context.MoveByGrantAsync(grant, RunAct.PreviewDone, put, options, token)).Map(_ => default(Done));
            },
            ct);
        return planned.Map(_ => default(Done));
    }
}
