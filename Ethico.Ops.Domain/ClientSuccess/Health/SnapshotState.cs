namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Every active tenant ends every night in one of these.</summary>
public enum SnapshotState
{
    Scored,

    /// <summary>Measured, but by too few components for a score.</summary>
    Insufficient,
    Unscored,
}
