using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// Thirty days after a run is complete or over its plan, samples, rollback lists and before-values go (migration.md 4.9). Counts,
/// digests, source keys, ledger ids and fingerprints, sheets and signatures stay. Each run in its own transaction, with its entry.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class PurgePlansJob(OpsDatabase database, TimeProvider clock, ILogger<PurgePlansJob> log) : IJob
{
    public const string Name = "purge-migration-plans";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await PurgeAsync(new JobFire(Name, context.ScheduledFireTimeUtc ?? clock.GetUtcNow(), context.FireInstanceId), cancellationToken);

    public async Task<int> PurgeAsync(JobFire fire, CancellationToken ct)
    {
        var due = await database.JobAsync(
            async (work, token) => Outcome.Of(await work.Database.SqlQuery<Due>(
                $"""
                select r.id, r.organization_id from migration.runs r
                where coalesce(r.over_at, r.completed_at) <= access.now() - {RunRules.KeptAfterwards}
                  and exists (select from migration.plan_rows p where p.run_id = r.id)
                order by r.id limit 200
                """).ToListAsync(token)),
            ct);
        if (!due.IsAllowed)
            throw new JobExecutionException($"Plans were not purged: {due.Refusal.Code}.");
        foreach (var run in due.Value)
        {
            var gone = await database.JobAsync(
                async (work, token) =>
                {
                    await work.Database.ExecuteSqlAsync(
                        $"""
                        delete from migration.plan_people where run_id = {run.Id};
                        delete from migration.plan_references where run_id = {run.Id};
                        delete from migration.sheet_samples where run_id = {run.Id};
                        delete from migration.rollback_rows where run_id = {run.Id};
                        delete from migration.drift_rows where run_id = {run.Id};
                        update migration.ledger set before = null where run_id = {run.Id} and action = 'UPDATED';
                        delete from migration.plan_rows where run_id = {run.Id}
                        """,
                        token);
                    await work.AppendAsync(
                        fire,
                        new AuditAct(AuditAction.PurgeMigrationSource)
                        {
                            EntityType = "MigrationRun", EntityId = run.Id.ToString(), Tenant = new OrganizationId(run.OrganizationId), Detail = new() { ["of"] = "plan" },
                        },
                        token);
                    return Outcome.Done;
                },
                ct);
            if (!gone.IsAllowed)
                throw new JobExecutionException($"A plan was not purged: {gone.Refusal.Code}.");
        }

        if (due.Value.Count > 0)
            Purged(due.Value.Count);
        return due.Value.Count;
    }

    private sealed record Due(Guid Id, Guid OrganizationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plans and before-values of {Runs} runs were purged")]
    private partial void Purged(int runs);
}
