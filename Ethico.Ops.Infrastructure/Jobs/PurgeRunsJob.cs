using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>What goes thirty days after a run is complete or over (migration.md 4.9): each run in its own transaction, with its entry.</summary>
internal abstract partial class PurgeRunsJob(OpsDatabase database, TimeProvider clock, ILogger log) : IJob
{
    /// <summary>So that one that waited a long time does not keep the door for an hour; the rest is due the next night.</summary>
    protected const int RunsMost = 200;

    /// <summary>The job's, in the trail and the scheduler.</summary>
    protected abstract string JobName { get; }

    /// <summary>The part of a run that goes, as its entry names it.</summary>
    protected abstract string Part { get; }

    /// <summary>Selects <c>id</c> and <c>organization_id</c> of the runs whose time has come, at most <see cref="RunsMost"/>.</summary>
    protected abstract FormattableString DueRuns { get; }

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await PurgeAsync(new JobFire(JobName, context.ScheduledFireTimeUtc ?? clock.GetUtcNow(), context.FireInstanceId), cancellationToken);

    /// <returns>How many runs it was.</returns>
    public async Task<int> PurgeAsync(JobFire fire, CancellationToken ct)
    {
        var due = await database.JobAsync(async (work, token) => Outcome.Of(await work.Database.SqlQuery<Due>(DueRuns).ToListAsync(token)), ct);
        if (!due.IsAllowed)
            throw new JobExecutionException($"{JobName} did not find what is due: {due.Refusal.Code}.");
        foreach (var run in due.Value)
        {
            var gone = await database.JobAsync(
                async (work, token) =>
                {
                    await work.Database.ExecuteSqlAsync(Purge(run.Id, run.OrganizationId), token);
                    await work.AppendAsync(
                        fire,
                        new AuditAct(AuditAction.PurgeMigrationSource)
                        {
                            EntityType = "MigrationRun", EntityId = run.Id.ToString(), Tenant = new OrganizationId(run.OrganizationId), Detail = new() { ["of"] = Part },
                        },
                        token);
                    return Outcome.Done;
                },
                ct);
            if (!gone.IsAllowed)
                throw new JobExecutionException($"{JobName} did not purge a run: {gone.Refusal.Code}.");
        }

        if (due.Value.Count > 0)
            Purged(JobName, due.Value.Count);
        return due.Value.Count;
    }

    /// <summary>Takes the part away; afterwards <see cref="DueRuns"/> no longer names the run.</summary>
    protected abstract FormattableString Purge(Guid run, Guid tenant);

    private sealed record Due(Guid Id, Guid OrganizationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} purged {Runs} runs")]
    private partial void Purged(string job, int runs);
}
