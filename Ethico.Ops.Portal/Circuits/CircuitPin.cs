using Ethico.Ops.Portal.Auth;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>Ties a circuit to its connection, and stops what arrives for it once it is dead, signed out or forgotten for an hour.</summary>
internal sealed class CircuitPin(CircuitRegister register, TimeProvider clock) : CircuitHandler
{
    private DateTimeOffset _lastAct = clock.GetUtcNow();

    /// <summary>Null where there is no hub: a page rendered for a request, or a component test.</summary>
    public LiveCircuit? Circuit { get; private set; }

    public RequestFacts Facts { get; private set; } = new(null, null);

    /// <summary>Set by the circuit's authentication: somebody who is signed out acts no more.</summary>
    public bool IsSignedOut { get; set; }

    /// <summary>Called when an act comes after an hour of none.</summary>
    public Func<Task>? Forgotten { get; set; }

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Circuit = HubPeer.Current?.Circuit;
        if (Circuit is not null)
            Circuit.CircuitId = circuit.Id;
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (HubPeer.Current is { } peer)
            Facts = peer.Facts;
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Circuit is not null)
            register.Close(Circuit);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
        {
            if (IsSignedOut || Circuit is { IsDead: true })
                return;
            var now = clock.GetUtcNow();
            if (now - _lastAct >= SignInRules.Idle && Forgotten is not null)
            {
                await Forgotten();
                return;
            }

            _lastAct = now;
            await next(context);
        };
}
