using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>The night at once, for who looks at clients in the minute their first start ended: the last link sees to those before it.</summary>
public static class FirstNight
{
    /// <summary>Returns when it is scheduled, not when it is done.</summary>
    public static async Task BeginAsync(IServiceProvider services, CancellationToken ct)
    {
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(ct);
        var job = JobBuilder.Create<BenchmarkClientsJob>().WithIdentity("first-night").Build();
        var trigger = TriggerBuilder.Create().WithIdentity("first-night").StartNow().Build();
        await scheduler.ScheduleJob(job, trigger, cancellationToken: ct);
    }
}
