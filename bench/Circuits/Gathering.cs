using System.Collections.Concurrent;
using System.Diagnostics;
using Ethico.Ops.Tests.Support.Circuits;

namespace Ethico.Ops.Bench.Circuits;

/// <summary>Circuits open at once on one side, with the visitors they belong to. Disposing closes them as browsers do.</summary>
internal sealed class Gathering(IReadOnlyList<(Visitor Owner, Circuit Circuit)> members) : IAsyncDisposable
{
    public IReadOnlyList<Circuit> Circuits { get; } = [.. members.Select(member => member.Circuit)];

    public long Batches => Circuits.Sum(circuit => circuit.Batches);

    public void StopReading()
    {
        foreach (var circuit in Circuits)
            circuit.ReadsBatches = false;
    }

    /// <summary>A run in which circuits died measured something else.</summary>
    public void MustBeAlive()
    {
        var dead = Circuits.Count(circuit => !circuit.IsOpen || circuit.Faults.Count > 0);
        if (dead > 0)
            throw new InvalidOperationException($"{dead} of {Circuits.Count} circuits are dead: {Circuits.SelectMany(circuit => circuit.Faults).FirstOrDefault()}");
    }

    /// <summary>
    /// Clicks at a fixed rate, whoever is served slowly or not, each from the instant it was due: a server that stalls does not get
    /// fewer clicks for it. Answers milliseconds.
    /// </summary>
    public async Task<IReadOnlyList<double>> ClickAsync(Func<Circuit, Task<DispatchReply>> click, double aSecond, TimeSpan span, CancellationToken ct)
    {
        ConcurrentBag<double> waits = [];
        List<Task> under = [];
        var watch = Stopwatch.StartNew();
        for (var i = 0; ; i++)
        {
            var due = TimeSpan.FromSeconds(i / aSecond);
            if (due >= span)
                break;
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed, TimeProvider.System, ct);
            under.Add(OneAsync(Circuits[i % Circuits.Count], due));
        }

        await Task.WhenAll(under);
        return [.. waits];

        async Task OneAsync(Circuit circuit, TimeSpan due)
        {
            await click(circuit);
            waits.Add((watch.Elapsed - due).TotalMilliseconds);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (owner, circuit) in members)
            await owner.LeaveAsync(circuit);
    }
}
