namespace Ethico.Ops.Domain.Migration;

/// <summary>Where a run stands (migration.md 3). In the database the UPPER_SNAKE word of <see cref="RunCodes"/>.</summary>
public enum RunState
{
    Uploading,
    Uploaded,
    Detecting,
    Detected,
    Mapping,
    Validating,
    Validated,
    Previewing,
    Previewed,
    ImportQueued,
    Importing,
    ImportPaused,
    ImportStopped,
    Imported,
    Verified,
    RollbackRequested,
    RollingBack,
    RolledBack,
    PartlyRolledBack,
    Abandoned,
}
