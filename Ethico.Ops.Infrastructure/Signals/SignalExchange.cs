using System.Collections.Concurrent;
using Ethico.Ops.Domain.Signals;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Infrastructure.Signals;

/// <summary>Hands each signal to whoever in this process listens. One listener's fault or slowness is no other's.</summary>
internal sealed partial class SignalExchange(ILogger<SignalExchange> log) : ISignals
{
    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();

    public IDisposable Subscribe(Func<Signal, bool> filter, Func<Signal, Task> handler)
    {
        var subscription = new Subscription(this, filter, handler);
        _subscriptions.TryAdd(subscription, 0);
        return subscription;
    }

    /// <summary>Starts every handler, and does not wait for any: a circuit busy rendering must not hold up the next signal.</summary>
    public void Publish(Signal signal)
    {
        foreach (var (subscription, _) in _subscriptions)
            _ = HandAsync(subscription, signal);
    }

    private async Task HandAsync(Subscription subscription, Signal signal)
    {
        try
        {
            if (subscription.Filter(signal))
                await subscription.Handler(signal);
        }
        catch (ObjectDisposedException)
        {
            // The circuit closed between the look-up and the call.
        }
        catch (Exception fault)
        {
            HandlerFailed(signal.Kind, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of signal {Kind} failed")]
    private partial void HandlerFailed(SignalKind kind, Exception fault);

    private sealed class Subscription(SignalExchange exchange, Func<Signal, bool> filter, Func<Signal, Task> handler) : IDisposable
    {
        public Func<Signal, bool> Filter => filter;

        public Func<Signal, Task> Handler => handler;

        public void Dispose() => exchange._subscriptions.TryRemove(this, out _);
    }
}
