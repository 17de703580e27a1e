using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// What time alone does to runs: windows close, requests lapse, forgotten runs are given up, each in its own transaction; and people
/// are reminded of what closes soon or stands still.
/// </summary>
internal sealed class RunSweepStore(OpsDatabase database, RunOptions options)
{
    public async Task<Outcome<int>> SweepAsync(JobFire fire, CancellationToken ct)
    {
        var due = await database.JobAsync(async (context, token) => Outcome.Of(await DueAsync(context, run: null, token)), ct);
        if (!due.IsAllowed)
            return due.Refusal;
        var count = 0;
        foreach (var row in due.Value)
        {
            var swept = await OneAsync(fire, new(row.Id), row.What, ct);
            if (swept is { IsAllowed: true, Value: true })
                count++;
        }

        var reminded = await RemindAsync(ct);
        return reminded.IsAllowed ? Outcome.Of(count) : reminded.Refusal;
    }

    // Once per person and run, and of a stopped import once a day: the subject says which day, and the lock that no other process is at it.
    private Task<Outcome<Done>> RemindAsync(CancellationToken ct) =>
        database.JobAsync(
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"""
                    select pg_advisory_xact_lock(hashtextextended('migration-reminders', 0));
                    insert into support.notification (id, operator_id, kind, subject, text, link)
                    select gen_random_uuid(), o.id, d.kind, d.subject, d.text, '/migrations/' || d.id
                    from (
                        select r.id, r.holder_id, 'migration-window' as kind, r.id::text as subject, r.reference || ' can be rolled back for two more days at most.' as text
                        from migration.runs r
                        where r.state in ('IMPORTED', 'VERIFIED', 'PARTLY_ROLLED_BACK') and r.window_closed_at is null
                          and r.completed_at <= access.now() - {RunRules.WindowReminder} and r.completed_at > access.now() - {RunRules.Window}
                        union all
                        select r.id, null, 'migration-stopped', r.id || ' ' || s.days, r.reference || ' has been stopped for ' || s.days || ' days and waits for a decision.'
                        from migration.runs r cross join lateral (select floor(extract(epoch from access.now() - r.state_at) / 86400)::int as days) s
                        where r.state = 'IMPORT_STOPPED' and r.state_at < access.now() - {RunRules.StoppedTooLong}) d
                    join access.operator o on o.deactivated_at is null and (o.role = 'IMPLEMENTATION_MANAGER' or o.id = d.holder_id)
                    where not exists (select from support.notification n where n.operator_id = o.id and n.kind = d.kind and n.subject = d.subject)
                    """,
                    token);
                return Outcome.Done;
            },
            ct);

    private Task<Outcome<bool>> OneAsync(JobFire fire, RunId run, string what, CancellationToken ct) =>
        database.JobAsync(
            async (context, token) =>
            {
                // Asked again with the run under lock: a person may have come back a moment ago.
                await context.LockRunNamelessAsync(run, token);
                if (!(await DueAsync(context, run, token)).Exists(d => string.Equals(d.What, what, StringComparison.Ordinal)))
                    return Outcome.Of(false);
                return what switch
                {
                    "WINDOW" => await CloseWindowAsync(context, fire, run, token),
                    "REQUEST" => Moved(await context.MoveByJobAsync(fire, run, RunAct.LapseRollback, new() { Cause = RunCause.Lapsed }, options, token)),
                    _ => Moved(await context.MoveByJobAsync(fire, run, RunAct.LapseRun, new() { Cause = RunCause.Idle }, options, token)),
                };
            },
            ct);

    private static Task<List<DueRow>> DueAsync(OpsDbContext context, RunId? run, CancellationToken ct) =>
        context.Database.SqlQuery<DueRow>(
            $"""
            select d.id, d.what from (
                select r.id, 'WINDOW' as what from migration.runs r
                    where r.completed_at <= access.now() - {RunRules.Window} and r.window_closed_at is null
                union all
                select r.id, 'REQUEST' from migration.runs r
                    where r.state = 'ROLLBACK_REQUESTED' and (r.rollback_requested_at <= access.now() - {RunRules.ApprovalSpan}
                        or r.completed_at <= access.now() - {RunRules.Window} or r.rollback_plan_digest is distinct from r.rollback_digest)
                union all
                select r.id, 'IDLE' from migration.runs r
                    where r.state in ('UPLOADING', 'UPLOADED', 'DETECTING', 'DETECTED', 'MAPPING', 'VALIDATING', 'VALIDATED', 'PREVIEWING', 'PREVIEWED')
                      and r.rows_created + r.rows_updated + r.rows_merged = 0 and r.last_act_at <= access.now() - {RunRules.IdleMost}) d
            where {run?.Value}::uuid is null or d.id = {run?.Value}::uuid
            order by d.id, d.what limit 500
            """).ToListAsync(ct);

    // Written once: a clock that is set back later does not open the window again.
    private static async Task<Outcome<bool>> CloseWindowAsync(OpsDbContext context, JobFire fire, RunId run, CancellationToken ct)
    {
        var tenant = await context.Database.SqlQuery<Guid>(
            $"""
            update migration.runs set window_closed_at = access.now()
            where id = {run.Value} and window_closed_at is null and completed_at <= access.now() - {RunRules.Window}
            returning organization_id as "Value"
            """).ToListAsync(ct);
        if (tenant.Count == 0)
            return Outcome.Of(false);
        await context.AppendAsync(fire, RunGate.Act(AuditAction.CloseMigrationWindow, run) with { Tenant = new(tenant[0]) }, ct);
        return Outcome.Of(true);
    }

    private static Outcome<bool> Moved(Outcome<RunState> move) => move.Map(_ => true);

    private sealed record DueRow(Guid Id, string What);
}
