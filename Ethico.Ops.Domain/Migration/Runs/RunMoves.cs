using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// The table of migration.md 3: from where, by which act, to where. Total: a pair that is not here is refused in words. Who may act
/// is <see cref="RunActRules"/>'s to say, and the holder's rule <see cref="RunRules"/>'.
/// </summary>
public static class RunMoves
{
    public static Outcome<RunState> Decide(RunState state, RunAct act, RunFacts facts) => (act, state) switch
    {
        (RunAct.StoreFile, RunState.Uploading) => To(RunState.Uploaded, facts is { FilesTotal: > 0, FilesOpen: 0 } ? null : MigrationRefusals.FilesOpen(facts.FilesOpen)),
        (RunAct.Detect, RunState.Uploaded) => To(RunState.Detecting),
        (RunAct.DetectionDone, RunState.Detecting) => To(RunState.Detected),
        (RunAct.DetectionFailed, RunState.Detecting) => To(RunState.Uploaded),
        (RunAct.ConfirmFormat, RunState.Detected) => To(RunState.Mapping),
        (RunAct.SaveMapping, RunState.Mapping) => To(RunState.Mapping),
        (RunAct.ConfirmMapping, RunState.Mapping) => To(RunState.Validating, MappingFault(facts)),

        (RunAct.ValidationDone, RunState.Validating) => To(RunState.Validated),
        (RunAct.ValidationFailed or RunAct.StopValidation, RunState.Validating) => To(RunState.Mapping),
        (RunAct.Revalidate, RunState.Validated) => To(RunState.Validating),
        (RunAct.FixRows or RunAct.SkipRows or RunAct.AcceptWarnings, RunState.Validated) => To(RunState.Validated),

        (RunAct.Preview, RunState.Validated or RunState.ImportStopped) => To(RunState.Previewing, FindingFault(facts)),
        (RunAct.PreviewDone, RunState.Previewing) => To(RunState.Previewed),
        (RunAct.PreviewFailed, RunState.Previewing) => To(facts.CameFrom is RunState.ImportStopped ? RunState.ImportStopped : RunState.Validated),
        (RunAct.DecideConflicts, RunState.Previewed) => To(RunState.Previewed),

        (RunAct.RequestImport, RunState.Previewed) =>
            To(RunState.Previewed, ConflictFault(facts) ?? (facts.LacksImportApproval ? null : MigrationRefusals.NoApprovalNeeded)),
        (RunAct.ApproveImport or RunAct.DeclineImport or RunAct.WithdrawImportRequest, RunState.Previewed) => To(RunState.Previewed),
        (RunAct.StartImport, RunState.Previewed) =>
            To(RunState.ImportQueued, ConflictFault(facts) ?? (facts.LacksImportApproval ? MigrationRefusals.ImportUnapproved : null)),
        (RunAct.WithdrawImport, RunState.ImportQueued) => To(RunState.Previewed, facts.RowsWritten == 0 ? null : MigrationRefusals.RowsWritten),
        (RunAct.BeginImport, RunState.ImportQueued) => To(RunState.Importing),
        (RunAct.PauseImport, RunState.Importing) => To(RunState.Importing),
        (RunAct.ImportHeld, RunState.Importing) => To(RunState.ImportPaused),
        (RunAct.ResumeImport, RunState.ImportPaused) => To(RunState.ImportQueued),
        (RunAct.ResumeImport, RunState.ImportStopped) => To(RunState.ImportQueued, facts.StoppedFor is StopCause.Drift ? MigrationRefusals.Drifted : null),
        (RunAct.CancelImport, RunState.Importing) => To(RunState.Importing),
        (RunAct.CancelImport, RunState.ImportPaused) => To(RunState.ImportStopped),
        (RunAct.StopImport, RunState.ImportQueued or RunState.Importing) => To(RunState.ImportStopped),
        (RunAct.ImportDone, RunState.Importing) => To(RunState.Imported),
        (RunAct.FinishHere, RunState.ImportPaused or RunState.ImportStopped) => To(RunState.Imported),

        (RunAct.SignOff, RunState.Imported or RunState.Verified) => To(RunState.Verified),

        (RunAct.RequestRollback, RunState.Imported or RunState.Verified or RunState.PartlyRolledBack or RunState.ImportStopped) =>
            To(RunState.RollbackRequested, WindowFault(facts) ?? (facts.NeedsSecondPerson ? null : MigrationRefusals.OnePersonIsEnough)),
        (RunAct.RollBack, RunState.Imported or RunState.Verified or RunState.PartlyRolledBack or RunState.ImportStopped) =>
            To(RunState.RollingBack, WindowFault(facts) ?? (facts.NeedsSecondPerson ? MigrationRefusals.SecondPerson : null)),
        (RunAct.ApproveRollback, RunState.RollbackRequested) => To(RunState.RollingBack, WindowFault(facts)),
        (RunAct.DeclineRollback or RunAct.WithdrawRollback or RunAct.LapseRollback, RunState.RollbackRequested) => To(facts.CameFrom ?? RunState.Imported),
        (RunAct.RollbackDone, RunState.RollingBack) => To(facts.KeptSome ? RunState.PartlyRolledBack : RunState.RolledBack),

        (RunAct.ResumeRollback, RunState.RollingBack) => To(RunState.RollingBack),

        (RunAct.ReopenUpload, >= RunState.Uploaded and <= RunState.Previewed) => To(RunState.Uploading, WrittenFault(facts)),
        (RunAct.ReopenFormat, >= RunState.Mapping and <= RunState.Previewed) => To(RunState.Detected, WrittenFault(facts)),
        (RunAct.ReopenMapping, >= RunState.Validating and <= RunState.Previewed) => To(RunState.Mapping, WrittenFault(facts)),
        (RunAct.ReopenValidation, RunState.Previewing or RunState.Previewed) => To(RunState.Validated, WrittenFault(facts)),
        (RunAct.Abandon or RunAct.LapseRun, <= RunState.Previewed) => To(RunState.Abandoned, WrittenFault(facts)),

        _ => MigrationRefusals.NotNow(state),
    };

    /// <summary>The act that reopens a step.</summary>
    public static RunAct? Reopens(int step) => step switch
    {
        1 => RunAct.ReopenUpload,
        2 => RunAct.ReopenFormat,
        3 => RunAct.ReopenMapping,
        4 => RunAct.ReopenValidation,
        _ => null,
    };

    private static Outcome<RunState> To(RunState next, Refusal? fault = null) => fault is null ? Outcome.Of(next) : fault;

    private static Refusal? MappingFault(RunFacts facts) => facts switch
    {
        { ColumnsUndecided: > 0 } => MigrationRefusals.ColumnsOpen(facts.ColumnsUndecided),
        { TargetsMissing: > 0 } => MigrationRefusals.TargetsMissing(facts.TargetsMissing),
        { DatesUnconfirmed: > 0 } => MigrationRefusals.DatesOpen(facts.DatesUnconfirmed),
        { LeadsUndecided: > 0 } => MigrationRefusals.QueueMissing,
        _ => null,
    };

    private static Refusal? FindingFault(RunFacts facts) => facts switch
    {
        { ErrorsOpen: > 0 } => MigrationRefusals.ErrorsOpen(facts.ErrorsOpen),
        { WarningsOpen: > 0 } => MigrationRefusals.WarningsOpen(facts.WarningsOpen),
        _ => null,
    };

    private static Refusal? ConflictFault(RunFacts facts) => facts.ConflictsUndecided == 0 ? null : MigrationRefusals.ConflictsOpen(facts.ConflictsUndecided);

    private static Refusal? WindowFault(RunFacts facts) => facts.IsWindowOpen ? null : MigrationRefusals.WindowOver;

    // A stopped import whose rest is planned anew passes through Previewing and Previewed again: its rows are in the client's tables.
    private static Refusal? WrittenFault(RunFacts facts) => facts.RowsWritten == 0 ? null : MigrationRefusals.RowsWritten;
}
