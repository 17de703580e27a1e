using Ethico.Ops.Infrastructure.Signals;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ethico.Ops.Infrastructure.Observability;

internal sealed class SignalsCheck(SignalListener listener) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(listener.IsListening ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Nobody listens."));
}
