using Ethico.Ops.Infrastructure.Persistence;
using Quartz;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>Counts what the scheduler ran on this server: how often, for how long, and how often it went wrong.</summary>
internal sealed class JobMeter : IJobListener
{
    public string Name => "job-meter";

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        Count(context.Trigger.Key.Name, context.JobRunTime, jobException is not null);
        return ValueTask.CompletedTask;
    }

    internal static void Count(string job, TimeSpan took, bool failed)
    {
        var label = new KeyValuePair<string, object?>("job", job);
        OpsMeters.JobRuns.Add(1, label);
        OpsMeters.JobSeconds.Record(took.TotalSeconds, label);
        // Added each time, so that a rate over it begins at zero and not with the first failure.
        OpsMeters.JobFailures.Add(failed ? 1 : 0, label);
    }
}
