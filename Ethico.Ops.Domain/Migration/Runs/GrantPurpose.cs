namespace Ethico.Ops.Domain.Migration;

/// <summary>What a run grant was given for. It ends when the run's state is no longer about that.</summary>
public enum GrantPurpose
{
    /// <summary>Appends to one file, reads nothing.</summary>
    Upload,
    Detect,
    Validate,
    Preview,

    /// <summary>Writes in the client's tables, as does <see cref="Rollback"/>.</summary>
    Import,
    Rollback,
}
