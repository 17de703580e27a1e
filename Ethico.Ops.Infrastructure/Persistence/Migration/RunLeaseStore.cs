using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Finding, taking and keeping work on runs, at the job door: heads and leases, no content. All spans by the database's clock.</summary>
internal sealed class RunLeaseStore(OpsDatabase database, RunOptions options)
{
    /// <summary>Passing faults in a row after which a run is given up, and says so.</summary>
    public const int FaultsMost = 5;

    /// <summary>Longest waiting first.</summary>
    public Task<Outcome<IReadOnlyList<RunDue>>> DueAsync(IReadOnlyCollection<RunStage> stages, CancellationToken ct)
    {
        string[] states = [.. Enum.GetValues<RunState>().Where(s => s.Stage() is { } stage && stages.Contains(stage)).Select(s => s.Stored())];
        return database.JobAsync(
            async (context, token) =>
            {
                var rows = await context.Database.SqlQuery<DueRow>(
                    $"""
                    select r.id, r.organization_id, r.state, case when g.ended_at is null then g.id end as grant_id,
                        coalesce(g.end_reason in ('ROLE_REVOKED', 'ASSIGNMENT_ENDED'), false) as is_right_lost
                    from migration.runs r
                    left join migration.leases l on l.run_id = r.id
                    -- The newest of the stage: open, or why it is not.
                    left join lateral (
                        select x.id, x.ended_at, x.end_reason from access.run_grant x
                        where x.run_id = r.id and x.purpose = case r.state
                            when 'DETECTING' then 'DETECT' when 'VALIDATING' then 'VALIDATE' when 'PREVIEWING' then 'PREVIEW'
                            when 'ROLLING_BACK' then 'ROLLBACK' else 'IMPORT' end
                        order by x.given_at desc, x.ended_at is null desc limit 1) g on true
                    where r.state = any({states})
                      and (l.run_id is null or l.worker is null or l.beat_at < access.now() - {RunLease.Silence})
                      -- A rollback has no state to fall back to: one that failed too often, or lost its key, waits for a person.
                      and not (r.state = 'ROLLING_BACK' and (g.id is null or g.ended_at is not null or coalesce(l.faults, 0) >= {FaultsMost}))
                    order by r.state_at, r.id limit 50
                    """).ToListAsync(token);
                return Outcome.Of<IReadOnlyList<RunDue>>([.. rows.Select(r => r.ToDue())]);
            },
            ct);
    }

    /// <summary>Null: somebody else is at it.</summary>
    /// <param name="worker">Process and machine, for the log.</param>
    public async Task<RunLease?> TryTakeAsync(RunId run, RunStage stage, string worker, CancellationToken ct)
    {
        var taken = await database.JobAsync(
            async (context, token) => Outcome.Of((await context.Database.SqlQuery<LeaseRow>(
                $"""
                insert into migration.leases as l (run_id, epoch, worker, stage, taken_at, beat_at)
                select {run.Value}, 1, {worker}, {stage.Stored()}, n.now, n.now from (select access.now() as now offset 0) n
                on conflict (run_id) do update set epoch = l.epoch + 1, worker = excluded.worker, stage = excluded.stage,
                    taken_at = excluded.taken_at, beat_at = excluded.beat_at, faults = case when l.stage = excluded.stage then l.faults else 0 end
                where l.worker is null or l.beat_at < excluded.taken_at - {RunLease.Silence}
                returning epoch, faults
                """).ToListAsync(token)).SingleOrDefault()),
            ct);
        return taken is { IsAllowed: true, Value: { } row } ? new RunLease(run, stage, row.Epoch, row.Faults) : null;
    }

    /// <summary>False: it was taken over.</summary>
    public Task<Outcome<bool>> BeatAsync(RunLease lease, CancellationToken ct) =>
        database.JobAsync(
            async (context, token) => Outcome.Of(await context.Database.ExecuteSqlAsync(
                $"update migration.leases set beat_at = access.now() where run_id = {lease.Run.Value} and epoch = {lease.Epoch}", token) == 1),
            ct);

    /// <summary>Lets go, so that the next stage, or the next try, need not wait for silence.</summary>
    public Task<Outcome<Done>> ReleaseAsync(RunLease lease, bool failed, CancellationToken ct) =>
        database.JobAsync(
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"""
                    update migration.leases set worker = null, faults = case when {failed} then faults + 1 else 0 end
                    where run_id = {lease.Run.Value} and epoch = {lease.Epoch}
                    """,
                    token);
                return Outcome.Done;
            },
            ct);

    /// <summary>
    /// The way back of a stage that failed, with the cause shown (migration.md 3): the state it came from, or an import stopped, or,
    /// where the right or the key is gone, paused. A rollback stays where it is: it may always go on.
    /// </summary>
    public Task<Outcome<Done>> FailAsync(RunLease lease, JobFire fire, RunCause cause, bool isKeyGone, CancellationToken ct) =>
        database.JobAsync(
            async (context, token) =>
            {
                var mine = await context.Database.SqlQuery<long>(
                    $"""select epoch as "Value" from migration.leases where run_id = {lease.Run.Value} and epoch = {lease.Epoch} for share""").ToListAsync(token);
                if (mine.Count == 0)
                    return MigrationRefusals.LeaseLost;
                var put = new RunPut { Cause = cause };
                switch (lease.Stage)
                {
                    case RunStage.Detect:
                        return Done(await context.MoveByJobAsync(fire, lease.Run, RunAct.DetectionFailed, put, options, token));
                    case RunStage.Validate:
                        return Done(await context.MoveByJobAsync(fire, lease.Run, RunAct.ValidationFailed, put, options, token));
                    case RunStage.Preview:
                        return Done(await context.MoveByJobAsync(fire, lease.Run, RunAct.PreviewFailed, put, options, token));
                    case RunStage.Import when isKeyGone:
                        // Still in the queue: it begins and is held at once, as the table has it.
                        await context.MoveByJobAsync(fire, lease.Run, RunAct.BeginImport, RunPut.Nothing, options, token);
                        return Done(await context.MoveByJobAsync(fire, lease.Run, RunAct.ImportHeld, put, options, token));
                    case RunStage.Import:
                        return Done(await context.MoveByJobAsync(fire, lease.Run, RunAct.StopImport, put with { StoppedFor = StopCause.Fault }, options, token));
                    default:
                        await context.Database.ExecuteSqlAsync(
                            $"update migration.runs set cause_code = {cause.Code}, cause = {cause.Sentence} where id = {lease.Run.Value} and state = 'ROLLING_BACK'", token);
                        return Outcome.Done;
                }
            },
            ct);

    private static Outcome<Done> Done(Outcome<RunState> moved) => moved.Map(_ => default(Done));

    private sealed record LeaseRow(long Epoch, int Faults);

    private sealed record DueRow(Guid Id, Guid OrganizationId, string State, Guid? GrantId, bool IsRightLost)
    {
        public RunDue ToDue()
        {
            var stage = RunCodes.Read<RunState>(State).Stage()!.Value;
            return new(new(Id), stage, GrantId is { } grant ? new RunGrant(grant, new(Id), new(OrganizationId), stage.Purpose()) : null, IsRightLost);
        }
    }
}
