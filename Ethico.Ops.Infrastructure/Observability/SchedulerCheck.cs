using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>Whether nightly work and the sweep of sessions are woken by this process.</summary>
internal sealed class SchedulerCheck(ISchedulerFactory schedulers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return scheduler.Status is SchedulerStatus.Running
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The scheduler does not run.");
    }
}
