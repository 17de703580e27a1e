using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// Ends every reveal of a circuit when its connection is lost (support.md 5.1): a circuit that waits for its browser to come back
/// holds no clear value meanwhile.
/// </summary>
public sealed class RevealKeeper : CircuitHandler
{
    private readonly List<Func<Task>> drops = [];

    /// <summary>Calls back once, on connection loss, unless disposed before.</summary>
    public IDisposable Keep(Func<Task> drop)
    {
        drops.Add(drop);
        return new Kept(drops, drop);
    }

    public override async Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        foreach (var drop in drops.ToArray())
            await drop();
    }

    private sealed class Kept(List<Func<Task>> drops, Func<Task> drop) : IDisposable
    {
        public void Dispose() => drops.Remove(drop);
    }
}
