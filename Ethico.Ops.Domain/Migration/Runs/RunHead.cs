using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// A run without a word of the client's in it: state, counts, holder. <see cref="ReadAt"/> is the database's clock at the read, and
/// everything that depends on "now" goes by it.
/// </summary>
public sealed record RunHead
{
    public required RunId Id { get; init; }

    public required RunReference Reference { get; init; }

    public required OrganizationId Tenant { get; init; }

    public required string TenantName { get; init; }

    public required RunState State { get; init; }

    public required DateTimeOffset StateAt { get; init; }

    public RunState? CameFrom { get; init; }

    public required int FurthestStep { get; init; }

    public RunCause? Cause { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required OperatorId CreatedBy { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTimeOffset LastActAt { get; init; }

    /// <summary>Null until a person confirmed the format.</summary>
    public SourceSystem? Source { get; init; }

    /// <summary>As it stands in source_system of the imported records.</summary>
    public string? SourceName { get; init; }

    public string? SourceLabel { get; init; }

    public required RunCounts Counts { get; init; }

    public required RunHold Hold { get; init; }

    /// <summary>The mapping's version that validation froze.</summary>
    public int? MappingVersion { get; init; }

    /// <summary>Hex; of the plan Preview stored.</summary>
    public string? PlanDigest { get; init; }

    /// <summary>Null: nobody has asked. It may be for a preview that was since made anew.</summary>
    public ImportRequest? ImportRequest { get; init; }

    public DateTimeOffset? ImportStartedAt { get; init; }

    public OperatorId? ImportStartedBy { get; init; }

    public bool IsPauseAsked { get; init; }

    public bool IsStopAsked { get; init; }

    public StopCause? StoppedFor { get; init; }

    /// <summary>The commit of the last batch, or "finish here": the window starts here.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? SignedOffAt { get; init; }

    public DateTimeOffset? WindowClosedAt { get; init; }

    /// <summary>Hex; of the rollback preview that stands now.</summary>
    public string? RollbackPlanDigest { get; init; }

    public RollbackRequest? Request { get; init; }

    public OperatorId? RollbackApprovedBy { get; init; }

    public DateTimeOffset? RolledBackAt { get; init; }

    public DateTimeOffset? OverAt { get; init; }

    public DateTimeOffset? PurgedAt { get; init; }

    public Guid? Project { get; init; }

    /// <summary>One up with each act of a person.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>1 to 8. An abandoned run stays at the step it had reached.</summary>
    public int Step => State is RunState.Abandoned ? FurthestStep : State.Step();

    /// <summary>Its results stand, but something before it was reopened: shown greyed, until done again.</summary>
    public bool IsOutOfDate(int step) => step > Step && step <= FurthestStep;

    public DateTimeOffset? WindowEndsAt => CompletedAt + RunRules.Window;

    public bool IsWindowOpen => WindowClosedAt is null && (WindowEndsAt is null || ReadAt < WindowEndsAt);

    /// <summary>Null: nothing to roll back yet, or too late.</summary>
    public TimeSpan? WindowLeft => IsWindowOpen ? WindowEndsAt - ReadAt : null;

    /// <summary>When file, staged rows and fixes go; null while a decision is due.</summary>
    public DateTimeOffset? PurgeDueAt => (OverAt ?? CompletedAt) + RunRules.KeptAfterwards;

    /// <summary>Asked for, of the plan that stands now, and not decided: a second person is next.</summary>
    public bool AwaitsImportApproval =>
        State is RunState.Previewed && ImportRequest is { ApprovedBy: null } asked && asked.Digest == PlanDigest && ReadAt < asked.Until;

    /// <summary>Of the plan that stands now.</summary>
    public bool IsImportApproved => ImportRequest is { ApprovedBy: not null } asked && asked.Digest == PlanDigest;

    public bool IsHoldLapsed => ReadAt - Hold.RenewedAt >= RunRules.HoldSpan;

    public bool IsStuck => State is RunState.ImportStopped && ReadAt - StateAt > RunRules.StoppedTooLong;
}
