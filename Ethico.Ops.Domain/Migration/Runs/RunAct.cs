namespace Ethico.Ops.Domain.Migration;

/// <summary>What people and jobs do to a run: the edges of the table in migration.md 3. <see cref="RunActRules"/> says who may.</summary>
public enum RunAct
{
    /// <summary>The last open file is whole: said by the upload.</summary>
    StoreFile,
    Detect,
    DetectionDone,
    DetectionFailed,
    ConfirmFormat,
    SaveMapping,

    /// <summary>Freezes the mapping and asks for validation.</summary>
    ConfirmMapping,
    ValidationDone,
    ValidationFailed,
    StopValidation,
    Revalidate,
    FixRows,
    SkipRows,
    AcceptWarnings,
    Preview,
    PreviewDone,
    PreviewFailed,
    DecideConflicts,

    /// <summary>Asks a second person to look at the preview, which approves exactly it.</summary>
    RequestImport,
    ApproveImport,
    DeclineImport,
    WithdrawImportRequest,
    StartImport,
    WithdrawImport,
    BeginImport,

    /// <summary>A person asks; the job pauses after its batch (<see cref="ImportHeld"/>).</summary>
    PauseImport,
    ImportHeld,
    ResumeImport,

    /// <summary>A person asks; the job stops after its batch, a paused import at once.</summary>
    CancelImport,
    StopImport,
    ImportDone,
    FinishHere,
    SignOff,
    RequestRollback,
    RollBack,
    ApproveRollback,
    DeclineRollback,
    WithdrawRollback,

    /// <summary>24 hours passed, or the window closed, or the preview changed.</summary>
    LapseRollback,
    RollbackDone,

    /// <summary>A rollback that lost its key (its person's right went, or it failed too often) goes on with a new one.</summary>
    ResumeRollback,
    ReopenUpload,
    ReopenFormat,
    ReopenMapping,
    ReopenValidation,
    Abandon,

    /// <summary>30 days without a person's act.</summary>
    LapseRun,
}
