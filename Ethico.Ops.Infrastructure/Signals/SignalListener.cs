using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Signals;

/// <summary>
/// The one connection of this process that listens. Whatever ends it (a killed backend, a restart of the server), it comes back,
/// tells everybody to read again what they show, and never takes the host down with it.
/// </summary>
internal sealed partial class SignalListener(OpsDataSources sources, SignalExchange exchange, TimeProvider clock, ILogger<SignalListener> log)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private volatile bool _isListening;

    /// <summary>Whether signals arrive at the moment: for the readiness of the host.</summary>
    public bool IsListening => _isListening;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => failures = 0, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                _isListening = false;
                failures++;
                Lost(failures, fault.GetType().Name);
            }

            await PauseAsync(failures, stoppingToken);
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken ct)
    {
        await using var connection = sources.Listener.CreateConnection();
        connection.Notification += (_, notification) => Hand(notification.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"listen {SignalText.Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);

        connected();
        _isListening = true;
        Listening();
        // Whatever was said while nobody listened is lost, at the first start as well: readiness comes after this.
        exchange.Publish(new(SignalKind.Resync));
        while (true)
            await connection.WaitAsync(ct);
    }

    private void Hand(string payload)
    {
        if (SignalText.Parse(payload) is { } signal)
            exchange.Publish(signal);
        else
            Unknown(payload.Length);
    }

    // The first try comes at once: after a killed backend the server is still there.
    private async Task PauseAsync(int failures, CancellationToken ct)
    {
        if (failures < 2)
            return;
        var pause = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures, 8)));
        try
        {
            await Task.Delay(pause < LongestPause ? pause : LongestPause, clock, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The loop sees it.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening for signals")]
    private partial void Listening();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signal listener lost its connection, try {Failures} follows ({Fault})")]
    private partial void Lost(int failures, string fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A signal of {Length} characters is of no known kind")]
    private partial void Unknown(int length);
}
