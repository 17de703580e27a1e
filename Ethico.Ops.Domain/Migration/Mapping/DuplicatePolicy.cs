namespace Ethico.Ops.Domain.Migration;

/// <summary>What becomes of several rows with one key (migration.md 4.3).</summary>
public enum DuplicatePolicy
{
    /// <summary>Each is an Error, MIG-DUP-001.</summary>
    Errors,

    /// <summary>The first row makes the record; the others add people, notes and second category.</summary>
    MergeFirstWins,

    /// <summary>The last row makes the record; the others add people, notes and second category.</summary>
    MergeLastWins,

    KeepFirst,

    KeepLast,
}
