using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Wakes the worker for what a lost signal left lying, and for runs whose worker fell silent.</summary>
[DisallowConcurrentExecution]
internal sealed class RunWakeJob(RunWorker worker) : IJob
{
    public const string Name = "migration-wake";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        worker.Wake();
        return ValueTask.CompletedTask;
    }
}
