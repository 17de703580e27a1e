using Ethico.Ops.Domain.ClientSuccess;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Wakes one link of the night's chain; see <see cref="NightWaker"/>.</summary>
[DisallowConcurrentExecution]
internal sealed class ScoreClientsJob(NightWaker waker) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        waker.WakeAsync(NightKind.Score, context, cancellationToken);
}
