using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

/// <summary>
/// The import, batch by batch (migration.md 4.6): one transaction each, in which the progress row moves only where it is still this
/// worker's. What is not committed never was.
/// </summary>
internal sealed class Importer(OpsDatabase database, HashKeys keys, ImportOptions options)
{
    private const string TooManyFailed = "MG001";

    /// <summary>Takes the progress row over for this worker's epoch, and compares the whole plan with what is there now.</summary>
    /// <param name="grant">The import's.</param>
    /// <param name="then">The run's move, in the same transaction: it begins, or it stops for drift.</param>
    public Task<Outcome<IReadOnlyList<DriftRow>>> BeginAsync(
        RunGrant grant, Func<OpsDbContext, IReadOnlyList<DriftRow>, CancellationToken, Task<Outcome<Done>>> then, CancellationToken ct) =>
        database.ImportAsync(
            grant,
            async (context, token) =>
            {
                var run = grant.Run.Value;
                var taken = await context.Database.ExecuteSqlAsync(
                    $"""
                    update migration.progress set worker_epoch = {grant.Epoch ?? 0}, started_at = coalesce(started_at, access.now())
                    where run_id = {run} and worker_epoch <= {grant.Epoch ?? 0}
                    """,
                    token);
                if (taken == 0)
                    return (Outcome<IReadOnlyList<DriftRow>>)MigrationRefusals.LeaseLost;
                await context.AllowAsync(options.WholeRunTimeout, token);
                var sources = (await context.Database.SqlQuery<bool>(
                    $"""
                    select p.sources_digest = migration.sources_digest({run}) as "Value" from migration.plans p where p.run_id = {run}
                    """).ToListAsync(token)).SingleOrDefault();
                var drift = sources ? await DriftAsync(context, run, from: null, to: int.MaxValue, token) : [DriftRow.Sources];
                await KeepAsync(context, grant, drift, token);
                var moved = await then(context, drift, token);
                return moved.IsAllowed ? Outcome.Of(drift) : moved.Refusal;
            },
            ct);

    /// <summary>The next batch, whole or not at all. The last one completes the progress row.</summary>
    /// <param name="grant">The import's.</param>
    /// <param name="by">Whose act it is.</param>
    /// <param name="then">The run's move, in the batch's own transaction: complete, paused, cancelled, stopped.</param>
    /// <param name="ct">Cancelled: nothing of the batch stands.</param>
    public async Task<Outcome<BatchResult>> NextAsync(
        RunGrant grant, OperatorId by, Func<OpsDbContext, BatchResult, CancellationToken, Task<Outcome<Done>>> then, CancellationToken ct)
    {
        try
        {
            return await database.ImportAsync(grant, (context, token) => WithMoveAsync(context, grant, () => WriteAsync(context, grant, by, token), then, token), ct);
        }
        catch (Exception fault) when (StateOf(fault) is TooManyFailed)
        {
            return await database.ImportAsync(grant, (context, token) => WithMoveAsync(context, grant, () => Task.FromResult(Outcome.Of(BatchResult.TooMany)), then, token), ct);
        }
        catch (Exception fault) when (StateOf(fault) is PostgresErrorCodes.DiskFull)
        {
            return EngineRefusals.DiskFull;
        }
    }

    private static async Task<Outcome<BatchResult>> WithMoveAsync(
        OpsDbContext context, RunGrant grant, Func<Task<Outcome<BatchResult>>> write, Func<OpsDbContext, BatchResult, CancellationToken, Task<Outcome<Done>>> then, CancellationToken ct)
    {
        var written = await write();
        if (!written.IsAllowed)
            return written;
        if (written.Value.End is BatchEnd.Drifted)
            await KeepAsync(context, grant, written.Value.Drift, ct);
        var moved = await then(context, written.Value, ct);
        return moved.IsAllowed ? written : moved.Refusal;
    }

    private static Task KeepAsync(OpsDbContext context, RunGrant grant, IReadOnlyList<DriftRow> drift, CancellationToken ct) =>
        context.Database.ExecuteSqlAsync(
            $"""
            delete from migration.drift_rows where run_id = {grant.Run.Value};
            insert into migration.drift_rows (organization_id, run_id, nth, row_number, cause, entity, entity_id, before, now)
            select {grant.Tenant.Value}, {grant.Run.Value}, d.nth, d.row_number, d.cause, d.entity, d.entity_id, d.before, d.now
            from unnest({drift.Select(d => d.RowNumber).ToArray()}, {drift.Select(d => d.Cause).ToArray()}, {drift.Select(d => d.Entity).ToArray()},
                {drift.Select(d => d.EntityId).ToArray()}, {drift.Select(d => d.Before).ToArray()}, {drift.Select(d => d.Now).ToArray()})
                with ordinality as d (row_number, cause, entity, entity_id, before, now, nth)
            """,
            ct);

    private static string? StateOf(Exception fault) => fault is PostgresException refused ? refused.SqlState
        : fault.InnerException is { } inner ? StateOf(inner) : null;

    private async Task<Outcome<BatchResult>> WriteAsync(OpsDbContext context, RunGrant grant, OperatorId by, CancellationToken ct)
    {
        var run = grant.Run.Value;
        await context.AllowAsync(options.BatchTimeout, ct);
        var mine = (await context.Database.SqlQuery<Place>(
            $"""
            select p.next_position, p.total_rows, p.failed, coalesce((
                select min(r.position) - 1 from migration.plan_rows r
                where r.run_id = p.run_id and r.position >= p.next_position + {options.BatchRows} and r.position = r.lead_position), p.total_rows) as last_position
            from migration.progress p where p.run_id = {run} and p.worker_epoch = {grant.Epoch ?? 0} for update
            """).ToListAsync(ct)).SingleOrDefault();
        if (mine is null)
            return MigrationRefusals.LeaseLost;
        var (from, to) = (mine.NextPosition, mine.LastPosition);
        if (from <= mine.TotalRows)
        {
            await LockAsync(context, run, from, to, ct);
            var drift = await DriftAsync(context, run, from, to, ct);
            if (drift.Count > 0)
                return Outcome.Of(BatchResult.Drifted(drift));
            await WriteRowsAsync(context, run, from, to, by, ImportLimits.FailuresLeft(mine.Failed, mine.TotalRows), ct);
        }

        var progress = await MoveAsync(context, grant, from, to, ct);
        return progress is null ? MigrationRefusals.LeaseLost : Outcome.Of(BatchResult.Written(progress));
    }

    // What the drift check sees must not change before the update.
    private static Task LockAsync(OpsDbContext context, Guid run, int from, int to, CancellationToken ct) =>
        context.Database.ExecuteSqlAsync(
            $"""
            select from platform.cases c join migration.plan_rows p on p.case_id = c.id and p.organization_id = c.organization_id
            where p.run_id = {run} and p.position between {from} and {to} and migration.comes_to(p.action, p.decision) = 'UPDATE' and c.migration_run_id is not null
            for update of c
            """,
            ct);

    private async Task WriteRowsAsync(OpsDbContext context, Guid run, int from, int to, OperatorId by, int failuresLeft, CancellationToken ct)
    {
        var mail = KeyPads.Of(keys.Mail ?? keys.Audit);
        await context.Database.ExecuteSqlAsync(
            $"""
            select set_config('ops.mail_inner', {mail.InnerText}, true), set_config('ops.mail_outer', {mail.OuterText}, true)
            """,
            ct);
        await context.Database.SqlQuery<int>(
            $"""select migration.import_span({run}, {from}, {to}, access.now(), {by.Value}, {failuresLeft}) as "Value" """).ToListAsync(ct);
    }

    private static async Task<ImportProgress?> MoveAsync(OpsDbContext context, RunGrant grant, int from, int to, CancellationToken ct)
    {
        var run = grant.Run.Value;
        var moved = (await context.Database.SqlQuery<ImportProgress>(
            $"""
            with done as (
                select count(*) filter (where r.does = 'CREATE')::int as created, count(*) filter (where r.does = 'UPDATE')::int as updated,
                    count(*) filter (where r.does = 'MERGE')::int as merged, count(*) filter (where r.does = 'SKIP')::int as skipped,
                    count(*) filter (where r.does is null)::int as failed
                from (select case when p.failure_code is null then migration.comes_to(p.action, p.decision) end as does
                    from migration.plan_rows p where p.run_id = {run} and p.position between {from} and {to}) r
            ), moved as (
                update migration.progress p set next_position = greatest({to + 1}, p.next_position), created = p.created + d.created,
                    updated = p.updated + d.updated, merged = p.merged + d.merged, skipped = p.skipped + d.skipped, failed = p.failed + d.failed,
                    moved_at = access.now(),
                    completed_at = case when greatest({to + 1}, p.next_position) > p.total_rows then access.now() end,
                    minute_at = case when p.minute_at is null or access.now() - p.minute_at > interval '60 seconds' then access.now() else p.minute_at end,
                    minute_rows = case when p.minute_at is null or access.now() - p.minute_at > interval '60 seconds' then {to} else p.minute_rows end,
                    minute_rate = case when p.minute_at is not null and access.now() > p.minute_at
                        then round(({to} - p.minute_rows) / extract(epoch from access.now() - p.minute_at)::numeric, 1) else p.minute_rate end
                from done d
                where p.run_id = {run} and p.next_position = {from} and p.worker_epoch = {grant.Epoch ?? 0}
                returning p.total_rows, p.next_position, p.created, p.updated, p.merged, p.skipped, p.failed, p.left_out, p.minute_rate, p.completed_at
            ), told as (
                update migration.runs r set rows_done = m.next_position - 1, rows_created = m.created, rows_updated = m.updated,
                    rows_merged = m.merged, rows_skipped = m.skipped, rows_failed = m.failed
                from moved m where r.id = {run}
            )
            select total_rows, next_position - 1 + left_out as done, created, updated, merged, skipped, failed, minute_rate as rows_per_second, completed_at
            from moved
            """).ToListAsync(ct)).SingleOrDefault();
        return moved;
    }

    private static async Task<IReadOnlyList<DriftRow>> DriftAsync(OpsDbContext context, Guid run, int? from, int to, CancellationToken ct) =>
        await context.Database.SqlQuery<DriftRow>(
            $"""
            select d.row_number, d.cause, d.entity, d.entity_id, d.before, d.now
            from migration.drift_of({run}, coalesce({from}, (select p.next_position from migration.progress p where p.run_id = {run})), {to}, 100) d
            """).ToListAsync(ct);

    private sealed record Place(int NextPosition, int TotalRows, int Failed, int LastPosition);
}
