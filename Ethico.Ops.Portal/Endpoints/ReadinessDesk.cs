using Ethico.Ops.Infrastructure.Observability;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>Runs the checks at most once a second however often anybody asks: the address is open to everyone.</summary>
internal sealed class ReadinessDesk(HealthCheckService checks, IHostApplicationLifetime lifetime, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private (bool IsReady, IReadOnlyDictionary<string, string> States)? _last;
    private long _askedAt;

    public void Dispose() => _oneAtATime.Dispose();

    public async Task<(bool IsReady, IReadOnlyDictionary<string, string> States)> AskAsync(CancellationToken ct)
    {
        // While draining the answer is no at once, whatever the checks say.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return (false, new Dictionary<string, string>(StringComparer.Ordinal) { ["draining"] = "Unhealthy" });

        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (_last is { } last && clock.GetElapsedTime(_askedAt) < Kept)
                return last;
            var report = await checks.CheckHealthAsync(check => check.Tags.Contains(ReadinessRegistration.Tag), ct);
            _askedAt = clock.GetTimestamp();
            var states = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString(), StringComparer.Ordinal);
            _last = (report.Status is not HealthStatus.Unhealthy, states);
            return _last.Value;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
