using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Auth;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>The circuits of this process: how many an operator has, and whose secret is whose. Secrets are kept as digests.</summary>
internal sealed class CircuitRegister
{
    /// <summary>Circuits one operator may have open (access.md 5).</summary>
    public const int Cap = 20;

    // A secret can still be used to resume what was persisted; the framework keeps that for two hours.
    private static readonly TimeSpan SecretsKept = TimeSpan.FromHours(3);
    private static readonly Meter Meter = new("Ethico.Ops.Portal");

    private readonly ConcurrentDictionary<string, (LiveCircuit Circuit, DateTimeOffset NamedAt)> _bySecret = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LiveCircuit, byte> _open = new();
    private readonly Lock _counting = new();
    private readonly TimeProvider _clock;

    public CircuitRegister(TimeProvider clock)
    {
        _clock = clock;
        Meter.CreateObservableGauge("ops_circuits_open", () => _open.Count, description: "Circuits open in this process");
    }

    public IEnumerable<LiveCircuit> Open => _open.Keys;

    public int CountOf(OperatorId who) => _open.Keys.Count(circuit => circuit.Owner.Operator == who);

    /// <summary>Null: the operator has as many as they may.</summary>
    public LiveCircuit? TryOpen(OpsClaims owner, HubPeer peer)
    {
        lock (_counting)
        {
            if (CountOf(owner.Operator) >= Cap)
                return null;
            var circuit = new LiveCircuit(owner, peer);
            _open.TryAdd(circuit, 0);
            return circuit;
        }
    }

    public void Close(LiveCircuit circuit) => _open.TryRemove(circuit, out _);

    /// <summary>Remembers whose a secret is, also after the circuit has closed.</summary>
    public void Name(string secret, LiveCircuit circuit)
    {
        var now = _clock.GetUtcNow();
        _bySecret[Digest(secret)] = (circuit, now);
        if (_bySecret.Count % 100 != 0)
            return;
        foreach (var (digest, known) in _bySecret)
        {
            if (now - known.NamedAt > SecretsKept && !_open.ContainsKey(known.Circuit))
                _bySecret.TryRemove(digest, out _);
        }
    }

    public LiveCircuit? Find(string secret) => _bySecret.TryGetValue(Digest(secret), out var known) ? known.Circuit : null;

    private static string Digest(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
