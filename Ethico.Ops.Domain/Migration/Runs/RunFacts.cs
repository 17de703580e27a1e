namespace Ethico.Ops.Domain.Migration;

/// <summary>What a move is decided by, read under the lock of the run that moves. The defaults let everything pass.</summary>
public sealed record RunFacts
{
    public int FilesTotal { get; init; } = 1;

    public int FilesOpen { get; init; }

    public int RowsTotal { get; init; } = 1;

    public int ColumnsUndecided { get; init; }

    /// <summary>Required targets that no column feeds.</summary>
    public int TargetsMissing { get; init; }

    /// <summary>Date columns whose order a person has not confirmed.</summary>
    public int DatesUnconfirmed { get; init; }

    /// <summary>Leads are mapped and no queue is named for those nobody is found for.</summary>
    public int LeadsUndecided { get; init; }

    public int ErrorsOpen { get; init; }

    /// <summary>Groups of warnings nobody has accepted.</summary>
    public int WarningsOpen { get; init; }

    public int ConflictsUndecided { get; init; }

    /// <summary>Rows of this run that stand in the client's tables: created, updated and merged.</summary>
    public int RowsWritten { get; init; }

    public StopCause? StoppedFor { get; init; }

    /// <summary>The state a preview or a request to roll back began from.</summary>
    public RunState? CameFrom { get; init; }

    /// <summary>168 hours from completion by the database's clock; always open while the run is not complete.</summary>
    public bool IsWindowOpen { get; init; } = true;

    /// <summary>The plan writes more rows than one person may import alone, and nobody has approved exactly this plan.</summary>
    public bool LacksImportApproval { get; init; }

    /// <summary>More rows than one person may roll back alone.</summary>
    public bool NeedsSecondPerson { get; init; }

    /// <summary>A rollback that left something standing.</summary>
    public bool KeptSome { get; init; }

    public static RunFacts Of(RunHead head, OnePersonRows alone) => new()
    {
        FilesTotal = head.Counts.FilesTotal,
        FilesOpen = head.Counts.FilesOpen,
        RowsTotal = head.Counts.RowsTotal,
        ColumnsUndecided = head.Counts.ColumnsUndecided,
        TargetsMissing = head.Counts.TargetsMissing,
        DatesUnconfirmed = head.Counts.DatesUnconfirmed,
        LeadsUndecided = head.Counts.LeadsUndecided,
        ErrorsOpen = head.Counts.ErrorsOpen,
        WarningsOpen = head.Counts.WarningsOpen,
        ConflictsUndecided = head.Counts.ConflictsUndecided,
        RowsWritten = head.Counts.RowsWritten,
        StoppedFor = head.StoppedFor,
        CameFrom = head.CameFrom,
        IsWindowOpen = head.IsWindowOpen,
        LacksImportApproval = head.Counts.RowsPlanned > alone.Import && !head.IsImportApproved,
        NeedsSecondPerson = head.Counts.RowsWritten > alone.Rollback,
        KeptSome = head.Counts.RollbackKept > 0,
    };
}
