using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// Thirty days after a run is complete or over its staged rows, findings, fixes, skips and column samples go (migration.md 4.9), and the
/// head says since when. Counts per rule stay. Each run in its own transaction, with its entry.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class PurgeRowsJob(OpsDatabase database, TimeProvider clock, ILogger<PurgeRowsJob> log) : IJob
{
    public const string Name = "purge-migration-rows";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await PurgeAsync(new JobFire(Name, context.ScheduledFireTimeUtc ?? clock.GetUtcNow(), context.FireInstanceId), cancellationToken);

    public async Task<int> PurgeAsync(JobFire fire, CancellationToken ct)
    {
        var due = await database.JobAsync(
            async (work, token) => Outcome.Of(await work.Database.SqlQuery<Due>(
                $"""
                select r.id, r.organization_id from migration.runs r
                where r.purged_at is null and r.state <> 'IMPORT_STOPPED'
                  and coalesce(r.over_at, r.completed_at) <= access.now() - {RunRules.KeptAfterwards}
                order by r.id limit 200
                """).ToListAsync(token)),
            ct);
        if (!due.IsAllowed)
            throw new JobExecutionException($"Staged rows were not purged: {due.Refusal.Code}.");
        foreach (var run in due.Value)
        {
            var gone = await database.JobAsync(
                async (work, token) =>
                {
                    await work.Database.ExecuteSqlAsync(
                        $"""
                        delete from migration.findings where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.fixes where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.row_skips where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.staged_people where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.staged_investigations where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.staged_references where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.staged_hashes where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.staged_hash_changes where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.staged_rows where organization_id = {run.OrganizationId} and run_id = {run.Id};
                        delete from migration.run_documents where run_id = {run.Id} and kind in ('DETECTION', 'PROFILE');
                        update migration.runs set purged_at = access.now() where id = {run.Id}
                        """,
                        token);
                    await work.AppendAsync(
                        fire,
                        new AuditAct(AuditAction.PurgeMigrationSource)
                        {
                            EntityType = "MigrationRun", EntityId = run.Id.ToString(), Tenant = new OrganizationId(run.OrganizationId), Detail = new() { ["of"] = "rows" },
                        },
                        token);
                    return Outcome.Done;
                },
                ct);
            if (!gone.IsAllowed)
                throw new JobExecutionException($"Staged rows were not purged: {gone.Refusal.Code}.");
        }

        if (due.Value.Count > 0)
            Purged(due.Value.Count);
        return due.Value.Count;
    }

    private sealed record Due(Guid Id, Guid OrganizationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Staged rows and findings of {Runs} runs were purged")]
    private partial void Purged(int runs);
}
