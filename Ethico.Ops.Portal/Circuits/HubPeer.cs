using Ethico.Ops.Portal.Auth;
using Microsoft.AspNetCore.SignalR;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>The browser's end of one hub connection. Circuits learn of it through the flow of the call that opens or reconnects them.</summary>
internal sealed class HubPeer(OpsClaims claims, RequestFacts facts, HubCallerContext context)
{
    private static readonly AsyncLocal<HubPeer?> Flowing = new();

    /// <summary>The peer whose call is being carried out; null outside a hub call.</summary>
    public static HubPeer? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    public OpsClaims Claims => claims;

    public RequestFacts Facts => facts;

    /// <summary>The circuit this connection opened or took up.</summary>
    public LiveCircuit? Circuit { get; set; }

    public void Abort() => context.Abort();
}
