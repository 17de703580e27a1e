namespace Ethico.Ops.Domain.Migration;

/// <summary>What becomes of a record when its run is rolled back (migration.md 9.3).</summary>
public enum RollbackVerdict
{
    Remove,
    Restore,
    KeptEdited,
    KeptBlocked,
    KeptInUse,
}
