namespace Ethico.Ops.Domain.Migration;

/// <summary>What the import will do with a source row (migration.md 9.1).</summary>
public enum PlanAction
{
    Create,
    Update,

    /// <summary>A further row of a key: shares the fate of the one that makes the record.</summary>
    Merge,
    Skip,

    /// <summary>A person has to decide; see <see cref="ConflictKind"/>.</summary>
    Conflict,
}
