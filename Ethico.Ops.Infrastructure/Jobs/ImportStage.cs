using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// Step 6 of a run: batch after batch until all rows are in, somebody asks it to pause or stop, or what is there is no longer what
/// was planned on. Each end is a move in the transaction of the batch it follows.
/// </summary>
internal sealed class ImportStage(Importer importer, RunOptions options, TimeProvider clock) : IRunStage
{
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(1);

    public RunStage Stage => RunStage.Import;

    public async Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct)
    {
        var begun = await importer.BeginAsync(grant, (context, drift, token) => BeginAsync(context, grant, run, drift, token), ct);
        if (!begun.IsAllowed)
            return begun.Refusal;
        if (begun.Value.Count > 0)
            return Outcome.Done;

        var told = clock.GetTimestamp();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            RunState? state = null;
            var batch = await importer.NextAsync(
                grant,
                run.ImportStartedBy ?? run.CreatedBy,
                async (context, result, token) =>
                {
                    var moved = await AfterAsync(context, grant, result, token);
                    if (!moved.IsAllowed)
                        return moved.Refusal;
                    state = moved.Value.State;
                    if (state is RunState.Importing && clock.GetElapsedTime(told) >= Telling)
                    {
                        await context.TellRunAsync(moved.Value, state.Value, token);
                        told = clock.GetTimestamp();
                    }

                    return Outcome.Done;
                },
                ct);
            if (!batch.IsAllowed)
                return batch.Refusal;
            if (state is not RunState.Importing)
                return Outcome.Done;
        }
    }

    private async Task<Outcome<Done>> BeginAsync(OpsDbContext context, RunGrant grant, RunHead run, IReadOnlyList<DriftRow> drift, CancellationToken ct)
    {
        if (drift.Count > 0)
            return (await StopAsync(context, grant, StopCause.Drift, Drifted(drift), ct)).Map(_ => default(Done));
        // Taken over from a worker that fell silent: it has begun already.
        if (run.State is RunState.Importing)
            return Outcome.Done;
        return (await context.MoveByGrantAsync(grant, RunAct.BeginImport, RunPut.Nothing, options, ct)).Map(_ => default(Done));
    }

    private async Task<Outcome<RunHead>> AfterAsync(OpsDbContext context, RunGrant grant, BatchResult batch, CancellationToken ct)
    {
        if (batch.End is BatchEnd.Drifted)
            return await StopAsync(context, grant, StopCause.Drift, Drifted(batch.Drift), ct);
        if (batch.End is BatchEnd.TooManyFailed)
            return await StopAsync(context, grant, StopCause.TooManyFailed, new("too-many-failed", "More than 100 rows and more than 1 % of the file could not be written. Look at the causes before going on."), ct);
        var head = (await context.FindRunAsync(grant.Run, ct))!;
        var progress = batch.Progress!;
        if (progress.CompletedAt is not null)
            return await context.MoveByGrantAsync(grant, RunAct.ImportDone, Counted(progress), options, ct);
        if (head.IsStopAsked)
            return await StopAsync(context, grant, StopCause.Cancelled, new("cancelled", string.Create(CultureInfo.InvariantCulture, $"Cancelled after {progress.Done} of {progress.TotalRows} rows.")), ct);
        if (head.IsPauseAsked)
            return await context.MoveByGrantAsync(grant, RunAct.ImportHeld, Counted(progress), options, ct);
        return Outcome.Of(head);
    }

    private Task<Outcome<RunHead>> StopAsync(OpsDbContext context, RunGrant grant, StopCause stop, RunCause cause, CancellationToken ct) =>
        context.MoveByGrantAsync(grant, RunAct.StopImport, new RunPut { StoppedFor = stop, Cause = cause }, options, ct);

    private static RunPut Counted(ImportProgress progress) => new()
    {
        Detail = new JsonObject
        {
            ["created"] = progress.Created, ["updated"] = progress.Updated, ["merged"] = progress.Merged, ["skipped"] = progress.Skipped, ["failed"] = progress.Failed,
        },
    };

    private static RunCause Drifted(IReadOnlyList<DriftRow> drift) => new(
        "drift",
        drift is [{ Cause: "SOURCES" }]
            ? "The mapping, the fixes or the staged rows are no longer those of the preview. Preview the rest again."
            : string.Create(CultureInfo.InvariantCulture, $"{drift.Count} things in the tenant are no longer as the preview saw them. Nothing of this batch was written; preview the rest again."));
}
