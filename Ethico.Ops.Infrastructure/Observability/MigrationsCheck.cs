using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>Is the database migrated to what this version needs, also after somebody restored an older one under a running portal?</summary>
internal sealed class MigrationsCheck(OpsDataSources sources) : IHealthCheck
{
    private static readonly string[] Needed = [.. SchemaMigration.All.Select(migration => migration.Id)];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await sources.Portal.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select count(*) from host.migration where id = any ($1)", connection) { CommandTimeout = 5 };
            command.Parameters.AddWithValue(Needed);
            var applied = await command.ExecuteScalarAsync(cancellationToken) is long count ? count : 0;
            return applied == Needed.Length ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Migrations are missing.");
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return HealthCheckResult.Unhealthy(fault.GetType().Name);
        }
    }
}
