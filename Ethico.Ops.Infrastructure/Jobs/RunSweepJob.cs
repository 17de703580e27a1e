using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// Writes down what time did to runs. The doors decide by the instants themselves; this gives each end its entry and tells the pages.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class RunSweepJob(RunSweepStore sweep, TimeProvider clock) : IJob
{
    public const string Name = "migration-sweep";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var fire = new JobFire(Name, context.ScheduledFireTimeUtc ?? clock.GetUtcNow(), context.FireInstanceId);
        var swept = await sweep.SweepAsync(fire, cancellationToken);
        if (!swept.IsAllowed)
            throw new JobExecutionException($"Runs were not swept: {swept.Refusal.Code}.");
    }
}
