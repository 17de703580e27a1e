namespace Ethico.Ops.Domain.Signals;

/// <summary>
/// Where a circuit, a cache or a job listens. Signals come after their transaction committed, in the order of commits, and may be
/// lost while the listener is away; then a <see cref="SignalKind.Resync"/> follows, which every filter should let through.
/// </summary>
public interface ISignals
{
    /// <summary>
    /// Hands over signals until disposed. Filter and handler run on the listener's thread: a handler hops to its own (a circuit's
    /// dispatcher) and returns. What it throws is logged and reaches nobody else.
    /// </summary>
    IDisposable Subscribe(Func<Signal, bool> filter, Func<Signal, Task> handler);
}
