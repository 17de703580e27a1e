using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

/// <summary>
/// Undoes a run batch by batch (migration.md 4.8): records first, then people, locations and categories nobody uses any more. Each
/// batch asks again what became of its records; where it stands is in the plan's own row, so a killed job goes on and a second one
/// finds nothing left.
/// </summary>
internal sealed class Rollbacker(OpsDatabase database, ImportOptions options)
{
    /// <summary>The preview made anew: a rollback begins only over the one that was seen (and, above 10,000 rows, approved).</summary>
    public Task<Outcome<byte[]>> PreviewAsync(RunGrant grant, OperatorId by, CancellationToken ct) =>
        database.RunAsync(grant, (context, token) => PreviewAsync(context, grant.Run, by, options, token), ct);

    internal static async Task<Outcome<byte[]>> PreviewAsync(OpsDbContext context, RunId run, OperatorId by, ImportOptions options, CancellationToken ct)
    {
        await context.AllowAsync(options.WholeRunTimeout, ct);
        var digest = (await context.Database.SqlQuery<byte[]>(
            $"""select migration.rollback_preview({run.Value}, gen_random_uuid(), {by.Value}) as "Value" """).ToListAsync(ct)).Single();
        return Outcome.Of(digest);
    }

    /// <summary>
    /// Whether what two people agreed on is still what would happen: asked before the first stretch, and of one under way no more.
    /// </summary>
    public Task<Outcome<bool>> IsAsApprovedAsync(RunGrant grant, OperatorId by, CancellationToken ct) =>
        database.RunAsync(
            grant,
            async (context, token) =>
            {
                var approved = (await context.Database.SqlQuery<Approved>(
                    $"""
                    select r.rollback_digest as digest, exists (select from migration.rollback_plans p where p.run_id = r.id
                        and p.digest = r.rollback_digest and p.started_at is not null and p.finished_at is null) as is_started
                    from migration.runs r where r.id = {grant.Run.Value}
                    """).ToListAsync(token)).Single();
                if (approved.IsStarted)
                    return Outcome.Of(true);
                var now = await PreviewAsync(context, grant.Run, by, options, token);
                return now.Map(digest => approved.Digest is not null && digest.AsSpan().SequenceEqual(approved.Digest));
            },
            ct);

    /// <summary>Ends a rollback before its first stretch: every record stays.</summary>
    public Task<Outcome<Done>> KeepAllAsync(RunGrant grant, Func<OpsDbContext, CancellationToken, Task<Outcome<Done>>> then, CancellationToken ct) =>
        database.ImportAsync(
            grant,
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"""
                    update migration.runs r set rollback_removed = 0, rollback_restored = 0, rollback_done = 0, rollback_kept = greatest(1, (
                        select p.records from migration.rollback_plans p where p.run_id = r.id order by p.made_at desc, p.id desc limit 1))
                    where r.id = {grant.Run.Value}
                    """,
                    token);
                return await then(context, token);
            },
            ct);

    /// <summary>The next stretch. Done once the answer says so; asked again then, nothing changes.</summary>
    /// <param name="grant">The rollback's.</param>
    /// <param name="by">Whose act it is.</param>
    /// <param name="then">The run's move, in the last stretch's own transaction.</param>
    /// <param name="ct">Cancelled: nothing of the stretch stands.</param>
    public Task<Outcome<RollbackProgress>> NextAsync(
        RunGrant grant, OperatorId by, Func<OpsDbContext, RollbackProgress, CancellationToken, Task<Outcome<Done>>> then, CancellationToken ct) =>
        database.ImportAsync(
            grant,
            async (context, token) =>
            {
                var step = await StepAsync(context, grant.Run.Value, by, token);
                if (!step.IsAllowed)
                    return step;
                var moved = await then(context, step.Value, token);
                return moved.IsAllowed ? step : moved.Refusal;
            },
            ct);

    private async Task<Outcome<RollbackProgress>> StepAsync(OpsDbContext context, Guid run, OperatorId by, CancellationToken ct)
    {
        var plan = (await context.Database.SqlQuery<Place>(
            $"""
            select p.id, p.next_position, p.phase, coalesce((select max(r.position) from migration.plan_rows r where r.run_id = {run}), 0) as last_position,
                coalesce((select min(r.position) - 1 from migration.plan_rows r
                    where r.run_id = {run} and r.position >= p.next_position + {options.RollbackRecords} and r.position = r.lead_position), 2147483646) as to_position
            from migration.rollback_plans p where p.run_id = {run}
            -- The one that was seen and, where two are needed, approved; a later preview is not it.
            order by p.digest = (select r.rollback_digest from migration.runs r where r.id = p.run_id) desc nulls last, p.made_at desc, p.id desc
            limit 1 for update
            """).ToListAsync(ct)).SingleOrDefault();
        if (plan is null)
            return EngineRefusals.NoRollbackPlan;
        await context.AllowAsync(plan.Phase is "RECORDS" ? options.BatchTimeout : options.WholeRunTimeout, ct);
        await (plan.Phase switch
        {
            "RECORDS" => RecordsAsync(context, run, plan, by, ct),
            "PEOPLE" => UnusedAsync(context, run, plan.Id, "PERSON", "LOCATIONS", ct),
            "LOCATIONS" => UnusedAsync(context, run, plan.Id, "LOCATION", "CATEGORIES", ct),
            "CATEGORIES" => UnusedAsync(context, run, plan.Id, "CATEGORY", "DONE", ct),
            _ => Task.CompletedTask,
        });
        var progress = (await context.Database.SqlQuery<RollbackProgress>(
            $"""
            select p.records, p.removed, p.restored, p.detached, p.kept, p.in_use, p.phase = 'DONE' as is_done
            from migration.rollback_plans p where p.id = {plan.Id}
            """).ToListAsync(ct)).Single();
        await context.Database.ExecuteSqlAsync(
            $"""
            update migration.runs set rollback_removed = {progress.Removed}, rollback_restored = {progress.Restored},
                rollback_kept = {progress.Kept + progress.Detached + progress.InUse},
                rollback_done = {progress.Removed + progress.Restored + progress.Detached + progress.Kept}
            where id = {run}
            """,
            ct);
        return Outcome.Of(progress);
    }

    private static Task RecordsAsync(OpsDbContext context, Guid run, Place plan, OperatorId by, CancellationToken ct)
    {
        var to = Math.Min(plan.ToPosition, plan.LastPosition);
        return context.Database.ExecuteSqlAsync(
            $"""
            with done as (
                select * from migration.rollback_span({run}, {plan.Id}, {plan.NextPosition}, {to}, {by.Value}))
            update migration.rollback_plans p set removed = p.removed + d.removed, restored = p.restored + d.restored,
                detached = p.detached + d.detached, kept = p.kept + d.kept, next_position = {to + 1},
                started_at = coalesce(p.started_at, access.now()), phase = case when {to} >= {plan.LastPosition} then 'PEOPLE' else p.phase end
            from done d where p.id = {plan.Id}
            """,
            ct);
    }

    private static Task UnusedAsync(OpsDbContext context, Guid run, Guid plan, string entity, string next, CancellationToken ct) =>
        context.Database.ExecuteSqlAsync(
            $"""
            with done as (
                select * from migration.rollback_unused({run}, {plan}, {entity}))
            update migration.rollback_plans p set in_use = p.in_use + d.in_use, phase = {next},
                finished_at = case when {next} = 'DONE' then access.now() end
            from done d where p.id = {plan}
            """,
            ct);

    private sealed record Approved(byte[]? Digest, bool IsStarted);

    private sealed record Place(Guid Id, int NextPosition, string Phase, int LastPosition, int ToPosition);
}
