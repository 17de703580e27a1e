using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>
/// Whether this server's clock goes with the database's. Spans and nights are decided by the database, but the scheduler's nodes take
/// each other for dead, and wake late or early, by their own: a second apart is what it bears. A warning, no reason to send people away.
/// </summary>
internal sealed class ClockCheck(OpsDataSources sources, TimeProvider clock) : IHealthCheck
{
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await sources.Portal.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select clock_timestamp()", connection) { CommandTimeout = 5 };
            var asked = clock.GetUtcNow();
            var there = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
            var answered = clock.GetUtcNow();
            // Somewhere between question and answer: how long they took is no skew.
            var apart = there < asked ? asked - there : there > answered ? there - answered : TimeSpan.Zero;
            return apart > Most
                ? HealthCheckResult.Degraded(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"This server's clock is {apart.TotalSeconds:0.0} s off the database's."))
                : HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return HealthCheckResult.Unhealthy(fault.GetType().Name);
        }
    }
}
