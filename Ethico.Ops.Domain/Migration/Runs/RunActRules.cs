using System.Collections.Frozen;
using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Who does what, under which name in the trail: one line per act, total.</summary>
public static class RunActRules
{
    private static readonly FrozenDictionary<RunAct, RunActRule> Table = new Dictionary<RunAct, RunActRule>
    {
        [RunAct.StoreFile] = Job(AuditAction.StoreMigrationFile),
        [RunAct.Detect] = Edit(AuditAction.DetectMigrationFormat, GrantPurpose.Detect),
        [RunAct.DetectionDone] = Job(AuditAction.DetectMigrationFormat),
        [RunAct.DetectionFailed] = Job(AuditAction.DetectMigrationFormat),
        [RunAct.ConfirmFormat] = Edit(AuditAction.ConfirmMigrationFormat),
        [RunAct.SaveMapping] = Edit(AuditAction.SaveMigrationMapping),
        [RunAct.ConfirmMapping] = Edit(AuditAction.ConfirmMigrationMapping, GrantPurpose.Validate),
        [RunAct.ValidationDone] = Job(AuditAction.ValidateMigrationRows),
        [RunAct.ValidationFailed] = Job(AuditAction.ValidateMigrationRows),
        [RunAct.StopValidation] = Edit(AuditAction.ValidateMigrationRows),
        [RunAct.Revalidate] = Edit(AuditAction.ValidateMigrationRows, GrantPurpose.Validate),
        [RunAct.FixRows] = Edit(AuditAction.FixMigrationRows),
        [RunAct.SkipRows] = Edit(AuditAction.SkipMigrationRows),
        [RunAct.AcceptWarnings] = Edit(AuditAction.AcceptMigrationWarnings),
        [RunAct.Preview] = Edit(AuditAction.PreviewMigration, GrantPurpose.Preview),
        [RunAct.PreviewDone] = Job(AuditAction.PreviewMigration),
        [RunAct.PreviewFailed] = Job(AuditAction.PreviewMigration),
        [RunAct.DecideConflicts] = Edit(AuditAction.DecideMigrationConflicts),
        [RunAct.RequestImport] = Edit(AuditAction.RequestMigrationImport),
        [RunAct.ApproveImport] = new(AuditAction.ApproveMigrationImport, ActBy.Person, Permission.ApproveMigration),
        [RunAct.DeclineImport] = new(AuditAction.DeclineMigrationImport, ActBy.Person, Permission.ApproveMigration),
        [RunAct.WithdrawImportRequest] = new(AuditAction.DeclineMigrationImport, ActBy.Person, Permission.RunMigration),
        [RunAct.StartImport] = Edit(AuditAction.StartMigrationImport, GrantPurpose.Import),
        [RunAct.WithdrawImport] = Edit(AuditAction.WithdrawMigrationImport),
        [RunAct.BeginImport] = Job(AuditAction.BeginMigrationImport),
        [RunAct.PauseImport] = Stop(AuditAction.PauseMigrationImport),
        [RunAct.ImportHeld] = Job(AuditAction.PauseMigrationImport),
        [RunAct.ResumeImport] = new(AuditAction.ResumeMigrationImport, ActBy.Person, Permission.RunMigration, NeedsWrite: true, Gives: GrantPurpose.Import),
        [RunAct.CancelImport] = Stop(AuditAction.CancelMigrationImport),
        [RunAct.StopImport] = Job(AuditAction.StopMigrationImport),
        [RunAct.ImportDone] = Job(AuditAction.FinishMigrationImport),
        [RunAct.FinishHere] = Edit(AuditAction.FinishMigrationImport),
        [RunAct.SignOff] = Edit(AuditAction.SignOffMigration),
        [RunAct.RequestRollback] = new(AuditAction.RequestMigrationRollback, ActBy.Person, Permission.RollBackMigration, NeedsHold: true),
        [RunAct.RollBack] = new(AuditAction.RollBackMigration, ActBy.Person, Permission.RollBackMigration, NeedsHold: true, NeedsWrite: true, Gives: GrantPurpose.Rollback),
        [RunAct.ApproveRollback] = new(AuditAction.ApproveMigrationRollback, ActBy.Person, Permission.ApproveMigration, NeedsWrite: true, Gives: GrantPurpose.Rollback),
        [RunAct.DeclineRollback] = new(AuditAction.DeclineMigrationRollback, ActBy.Person, Permission.ApproveMigration),
        [RunAct.WithdrawRollback] = new(AuditAction.DeclineMigrationRollback, ActBy.Person, Permission.RollBackMigration),
        [RunAct.LapseRollback] = Job(AuditAction.DeclineMigrationRollback),
        [RunAct.RollbackDone] = Job(AuditAction.RollBackMigration),
        [RunAct.ResumeRollback] = new(AuditAction.RollBackMigration, ActBy.Person, Permission.RollBackMigration, NeedsWrite: true, Gives: GrantPurpose.Rollback),
        [RunAct.ReopenUpload] = Edit(AuditAction.ReopenMigrationStep),
        [RunAct.ReopenFormat] = Edit(AuditAction.ReopenMigrationStep),
        [RunAct.ReopenMapping] = Edit(AuditAction.ReopenMigrationStep),
        [RunAct.ReopenValidation] = Edit(AuditAction.ReopenMigrationStep),
        [RunAct.Abandon] = Edit(AuditAction.AbandonMigrationRun),
        [RunAct.LapseRun] = Job(AuditAction.AbandonMigrationRun),
    }.ToFrozenDictionary();

    public static RunActRule Rule(this RunAct act) => Table[act];

    private static RunActRule Job(AuditAction action) => new(action, ActBy.Job);

    private static RunActRule Edit(AuditAction action, GrantPurpose? gives = null) => new(
        action, ActBy.Person, Permission.RunMigration, NeedsHold: true, NeedsWrite: gives is GrantPurpose.Import or GrantPurpose.Rollback, Gives: gives);

    private static RunActRule Stop(AuditAction action) => new(action, ActBy.Person, Permission.RunMigration);
}
