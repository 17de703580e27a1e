using Ethico.Ops.Domain.ClientSuccess;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Deletes what is past its keeping (client-success.md 6).</summary>
[DisallowConcurrentExecution]
[RetryPolicy(3, "00:05:00")]
internal sealed class PurgeClientSuccessJob(INightBook book, NightCalendar calendar, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var purged = await book.PurgeAsync(calendar.Today(clock.GetUtcNow()), cancellationToken);
        if (!purged.IsAllowed)
            throw new JobExecutionException($"Nothing was purged: {purged.Refusal.Code}.");
    }
}
