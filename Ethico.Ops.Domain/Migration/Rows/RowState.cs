namespace Ethico.Ops.Domain.Migration;

/// <summary>What stands in the way of importing a staged row.</summary>
public enum RowState
{
    Ready,

    /// <summary>It has an open Error.</summary>
    Blocked,

    /// <summary>Left out by a person, or by the policy for repeated keys.</summary>
    Skipped,
}
