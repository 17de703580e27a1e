using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The figures of a head as one array: column and property stand side by side here and nowhere else.</summary>
internal static class RunCountColumns
{
    public const string Select =
        """
        array[r.files_total, r.files_open, r.rows_total, r.rows_checked, r.columns_total, r.columns_undecided, r.targets_missing,
            r.dates_unconfirmed, r.leads_undecided, r.errors_open, r.warnings_open, r.infos_open, r.plan_create, r.plan_update, r.plan_merge,
            r.plan_skip, r.plan_conflict, r.conflicts_undecided, r.rows_done, r.rows_created, r.rows_updated, r.rows_merged, r.rows_skipped,
            r.rows_failed, r.rollback_done, r.rollback_removed, r.rollback_restored, r.rollback_kept]
        """;

    public static RunCounts Read(int[] c) => new()
    {
        FilesTotal = c[0],
        FilesOpen = c[1],
        RowsTotal = c[2],
        RowsChecked = c[3],
        ColumnsTotal = c[4],
        ColumnsUndecided = c[5],
        TargetsMissing = c[6],
        DatesUnconfirmed = c[7],
        LeadsUndecided = c[8],
        ErrorsOpen = c[9],
        WarningsOpen = c[10],
        InfosOpen = c[11],
        PlanCreate = c[12],
        PlanUpdate = c[13],
        PlanMerge = c[14],
        PlanSkip = c[15],
        PlanConflict = c[16],
        ConflictsUndecided = c[17],
        RowsDone = c[18],
        RowsCreated = c[19],
        RowsUpdated = c[20],
        RowsMerged = c[21],
        RowsSkipped = c[22],
        RowsFailed = c[23],
        RollbackDone = c[24],
        RollbackRemoved = c[25],
        RollbackRestored = c[26],
        RollbackKept = c[27],
    };
}
