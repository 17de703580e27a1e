namespace Ethico.Ops.Domain.Migration;

/// <summary>What is said of a state: its step, its words, whether a job is at work.</summary>
public static class RunStates
{
    /// <summary>1 Upload, 2 Detect format, 3 Map fields, 4 Validate, 5 Preview, 6 Import, 7 Verify, 8 Rollback.</summary>
    public static int Step(this RunState state) => state switch
    {
        RunState.Uploading => 1,
        RunState.Uploaded or RunState.Detecting or RunState.Detected => 2,
        RunState.Mapping => 3,
        RunState.Validating or RunState.Validated => 4,
        RunState.Previewing or RunState.Previewed => 5,
        RunState.ImportQueued or RunState.Importing or RunState.ImportPaused or RunState.ImportStopped => 6,
        RunState.Imported => 7,
        RunState.Abandoned => 1,
        _ => 8,
    };

    /// <summary>The stage a worker has to do in this state; null where a person is next.</summary>
    public static RunStage? Stage(this RunState state) => state switch
    {
        RunState.Detecting => RunStage.Detect,
        RunState.Validating => RunStage.Validate,
        RunState.Previewing => RunStage.Preview,
        RunState.ImportQueued or RunState.Importing => RunStage.Import,
        RunState.RollingBack => RunStage.Rollback,
        _ => null,
    };

    public static GrantPurpose Purpose(this RunStage stage) => stage switch
    {
        RunStage.Detect => GrantPurpose.Detect,
        RunStage.Validate => GrantPurpose.Validate,
        RunStage.Preview => GrantPurpose.Preview,
        RunStage.Import => GrantPurpose.Import,
        RunStage.Rollback => GrantPurpose.Rollback,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Not a stage."),
    };

    /// <summary>May write in the client's tables: one run per tenant may be here.</summary>
    public static bool IsWriting(this RunState state) =>
        state is RunState.ImportQueued or RunState.Importing or RunState.ImportPaused or RunState.RollingBack;

    public static bool IsOver(this RunState state) => state is RunState.Abandoned or RunState.RolledBack;

    /// <summary>As a person reads it.</summary>
    public static string Words(this RunState state) => state switch
    {
        RunState.Uploading => "uploading",
        RunState.Uploaded => "uploaded",
        RunState.Detecting => "detecting the format",
        RunState.Detected => "format detected",
        RunState.Mapping => "mapping",
        RunState.Validating => "validating",
        RunState.Validated => "validated",
        RunState.Previewing => "previewing",
        RunState.Previewed => "previewed",
        RunState.ImportQueued => "queued for import",
        RunState.Importing => "importing",
        RunState.ImportPaused => "import paused",
        RunState.ImportStopped => "import stopped",
        RunState.Imported => "imported",
        RunState.Verified => "verified",
        RunState.RollbackRequested => "waiting for a second person to approve its rollback",
        RunState.RollingBack => "rolling back",
        RunState.RolledBack => "rolled back",
        RunState.PartlyRolledBack => "partly rolled back",
        RunState.Abandoned => "abandoned",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };
}
