namespace Ethico.Ops.Domain.Migration;

/// <summary>Verdicts and choices of migration.md 9.3. SQL judges a whole run by the same rules (migration.rollback_records).</summary>
public static class RollbackRules
{
    /// <param name="isCreated">By the run; else it updated the record.</param>
    /// <param name="isEdited">Now differs from what the run left.</param>
    /// <param name="isBlocked">Something newer hangs on it.</param>
    public static RollbackVerdict Judge(bool isCreated, bool isEdited, bool isBlocked) =>
        isEdited ? RollbackVerdict.KeptEdited
        : isCreated && isBlocked ? RollbackVerdict.KeptBlocked
        : isCreated ? RollbackVerdict.Remove
        : RollbackVerdict.Restore;

    /// <summary>A record something hangs on cannot be reverted until that is gone; one a later run changed waits for that run's rollback.</summary>
    public static IReadOnlyList<RollbackChoice> Choices(RollbackVerdict verdict, bool isBlocked, bool isChangedByRun) => verdict switch
    {
        RollbackVerdict.KeptEdited when !isBlocked && !isChangedByRun => [RollbackChoice.Keep, RollbackChoice.Revert, RollbackChoice.Detach],
        RollbackVerdict.KeptEdited or RollbackVerdict.KeptBlocked => [RollbackChoice.Keep, RollbackChoice.Detach],
        _ => [],
    };

    /// <summary>Where something of the run still stands when all is done.</summary>
    public static bool IsPartly(int kept, int detached, int inUse) => kept > 0 || detached > 0 || inUse > 0;
}
