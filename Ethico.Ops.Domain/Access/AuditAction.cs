namespace Ethico.Ops.Domain.Access;

/// <summary>The closed list of access.md 7. Stored by its name; changes of later capabilities join with them.</summary>
public enum AuditAction
{
    SignIn,
    SignOut,
    SignInRefused,

    OpenSession,
    ExtendSession,
    StepUpToWrite,
    FallBackToRead,
    EndSession,
    ReviewSession,
    SessionRefused,

    ViewTenant,
    ViewCase,
    ViewReport,
    ViewPerson,
    ViewConfiguration,
    ViewErrors,
    ViewJobs,
    ViewHealth,
    ViewDirective,
    ViewMigrationRun,
    ViewAudit,
    SearchTenants,
    SearchAcrossTenants,
    RevealPersonalData,
    ExportData,

    ChangeTenantSetting,
    AssignTenant,
    EndAssignment,
    DeactivateOperator,
    ReactivateOperator,
    ChangeOperatorRole,
    PinTenant,
    SealAudit,
    VerifyAudit,
    ViewLiveSessions,
    ViewOperators,
    CircuitTakeover,
}
