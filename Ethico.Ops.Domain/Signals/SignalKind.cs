namespace Ethico.Ops.Domain.Signals;

/// <summary>What the database tells circuits about. On the wire the names are kebab-case; one nobody here knows is dropped.</summary>
public enum SignalKind
{
    /// <summary>Something may have been missed: whoever shows state reads it again.</summary>
    Resync,
    SessionOpened,
    SessionChanged,
    SessionEnded,

    /// <summary>Role changed, deactivated or reactivated.</summary>
    OperatorChanged,

    /// <summary>One sign-in of an operator ended; <see cref="Signal.SignIn"/> says which.</summary>
    SignedOut,
    AssignmentChanged,

    /// <summary>A migration run moved or counted on; <see cref="Signal.Run"/> says which, <see cref="Signal.Reason"/> its state.</summary>
    RunChanged,
}
