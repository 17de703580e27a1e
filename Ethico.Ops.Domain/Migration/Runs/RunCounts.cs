namespace Ethico.Ops.Domain.Migration;

/// <summary>The figures of a run's head, each written by the work that finds it.</summary>
public sealed record RunCounts
{
    public int FilesTotal { get; init; }

    public int FilesOpen { get; init; }

    public int RowsTotal { get; init; }

    public int RowsChecked { get; init; }

    public int ColumnsTotal { get; init; }

    public int ColumnsUndecided { get; init; }

    public int TargetsMissing { get; init; }

    public int DatesUnconfirmed { get; init; }

    public int LeadsUndecided { get; init; }

    public int ErrorsOpen { get; init; }

    public int WarningsOpen { get; init; }

    public int InfosOpen { get; init; }

    public int PlanCreate { get; init; }

    public int PlanUpdate { get; init; }

    public int PlanMerge { get; init; }

    public int PlanSkip { get; init; }

    public int PlanConflict { get; init; }

    /// <summary>What the import would write.</summary>
    public int RowsPlanned => PlanCreate + PlanUpdate + PlanMerge;

    public int ConflictsUndecided { get; init; }

    public int RowsDone { get; init; }

    public int RowsCreated { get; init; }

    public int RowsUpdated { get; init; }

    public int RowsMerged { get; init; }

    public int RowsSkipped { get; init; }

    public int RowsFailed { get; init; }

    public int RollbackDone { get; init; }

    public int RollbackRemoved { get; init; }

    public int RollbackRestored { get; init; }

    public int RollbackKept { get; init; }

    public int RowsWritten => RowsCreated + RowsUpdated + RowsMerged;
}
