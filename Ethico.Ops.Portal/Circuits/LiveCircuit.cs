using Ethico.Ops.Portal.Auth;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>One circuit of this process, and whom it belongs to for as long as it lives.</summary>
internal sealed class LiveCircuit(OpsClaims owner, HubPeer peer)
{
    private volatile HubPeer _peer = peer;
    private volatile bool _isDead;

    public OpsClaims Owner => owner;

    public string? CircuitId { get; set; }

    /// <summary>The connection it is served over at the moment, or was last.</summary>
    public HubPeer Peer => _peer;

    public bool IsDead => _isDead;

    /// <summary>Its own person in its own sign-in came back over another connection.</summary>
    public void ServeOver(HubPeer next) => _peer = next;

    public bool BelongsTo(OpsClaims? who) => who is not null && who.Operator == owner.Operator && who.SignIn == owner.SignIn;

    /// <summary>Nothing that arrives for it is carried out any more, and nobody can connect to it again.</summary>
    public void Kill()
    {
        _isDead = true;
        _peer.Abort();
    }
}
