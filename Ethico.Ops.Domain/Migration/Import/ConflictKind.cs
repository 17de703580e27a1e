namespace Ethico.Ops.Domain.Migration;

/// <summary>Why a row cannot be decided without a person; stored as C1, C2, C3.</summary>
public enum ConflictKind
{
    /// <summary>The record was edited in the platform since its import, and the source differs from it.</summary>
    EditedSince = 1,

    /// <summary>A record without this key has the reference number.</summary>
    ReferenceTaken = 2,

    /// <summary>The record was merged away, is locked by the client, or is gone.</summary>
    ClosedOff = 3,
}
