namespace Ethico.Ops.Domain.Migration;

/// <summary>What a person wants of a record that is kept.</summary>
public enum RollbackChoice
{
    Keep,

    /// <summary>The edits are discarded and the record removed or restored.</summary>
    Revert,

    /// <summary>Record and edits stay, its source key goes.</summary>
    Detach,
}
