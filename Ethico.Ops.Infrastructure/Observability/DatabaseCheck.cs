using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>Does the database answer the application's login? On the portal's own pool, so that an exhausted one shows.</summary>
internal sealed class DatabaseCheck(OpsDataSources sources) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await sources.Portal.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select 1", connection) { CommandTimeout = 5 };
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return HealthCheckResult.Unhealthy(fault.GetType().Name);
        }
    }
}
