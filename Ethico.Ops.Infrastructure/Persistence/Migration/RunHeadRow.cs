using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>A head as the one select of <see cref="RunSql"/> reads it.</summary>
internal sealed record RunHeadRow
{
    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    public required string TenantName { get; init; }

    public required string Reference { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset StateAt { get; init; }

    public required string? CameFrom { get; init; }

    public required int FurthestStep { get; init; }

    public required string? CauseCode { get; init; }

    public required string? Cause { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required Guid CreatedBy { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTimeOffset LastActAt { get; init; }

    public required string? Source { get; init; }

    public required string? SourceSystem { get; init; }

    public required string? SourceLabel { get; init; }

    public required int[] Counts { get; init; }

    public required Guid HolderId { get; init; }

    public required string HolderName { get; init; }

    public required string? HolderRole { get; init; }

    public required DateTimeOffset HeldSince { get; init; }

    public required DateTimeOffset RenewedAt { get; init; }

    public required int? MappingVersion { get; init; }

    public required string? PlanDigest { get; init; }

    public required DateTimeOffset? ImportStartedAt { get; init; }

    public required Guid? ImportStartedBy { get; init; }

    public required Guid? ImportRequestedBy { get; init; }

    public required string? ImportRequestedByName { get; init; }

    public required DateTimeOffset? ImportRequestedAt { get; init; }

    public required string? ImportRequestReason { get; init; }

    public required string? ImportRequestDigest { get; init; }

    public required Guid? ImportApprovedBy { get; init; }

    public required string? ImportApprovedByName { get; init; }

    public required DateTimeOffset? ImportApprovedAt { get; init; }

    public required bool PauseAsked { get; init; }

    public required bool StopAsked { get; init; }

    public required string? StoppedFor { get; init; }

    public required DateTimeOffset? CompletedAt { get; init; }

    public required DateTimeOffset? SignedOffAt { get; init; }

    public required DateTimeOffset? WindowClosedAt { get; init; }

    public required string? RollbackReason { get; init; }

    public required string? RollbackPlanDigest { get; init; }

    public required string? RollbackDigest { get; init; }

    public required Guid? RollbackRequestedBy { get; init; }

    public required string? RollbackRequestedByName { get; init; }

    public required DateTimeOffset? RollbackRequestedAt { get; init; }

    public required Guid? RollbackApprovedBy { get; init; }

    public required DateTimeOffset? RolledBackAt { get; init; }

    public required DateTimeOffset? OverAt { get; init; }

    public required DateTimeOffset? PurgedAt { get; init; }

    public required Guid? ProjectId { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    public RunHead ToHead() => new()
    {
        Id = new(Id),
        Reference = RunReference.Parse(Reference) ?? throw new InvalidOperationException("A run without a reference."),
        Tenant = new(OrganizationId),
        TenantName = TenantName,
        State = RunCodes.Read<RunState>(State),
        StateAt = StateAt,
        CameFrom = RunCodes.ReadOptional<RunState>(CameFrom),
        FurthestStep = FurthestStep,
        Cause = CauseCode is null ? null : new(CauseCode, Cause ?? ""),
        CreatedAt = CreatedAt,
        CreatedBy = new(CreatedBy),
        CreatedByName = CreatedByName,
        LastActAt = LastActAt,
        Source = RunCodes.ReadOptional<SourceSystem>(Source),
        SourceName = SourceSystem,
        SourceLabel = SourceLabel,
        Counts = RunCountColumns.Read(Counts),
        Hold = new(new(HolderId), HolderName, HeldSince, RenewedAt) { Role = RoleNames.Parse(HolderRole) },
        MappingVersion = MappingVersion,
        PlanDigest = PlanDigest,
        ImportRequest = ImportRequestedBy is { } asker
            ? new(new(asker), ImportRequestedByName ?? "(erased)", ImportRequestedAt!.Value, ImportRequestReason!, ImportRequestDigest!)
            {
                ApprovedBy = ImportApprovedBy is { } second ? new(second) : null,
                ApprovedByName = ImportApprovedBy is null ? null : ImportApprovedByName ?? "(erased)",
                ApprovedAt = ImportApprovedAt,
            }
            : null,
        ImportStartedAt = ImportStartedAt,
        ImportStartedBy = ImportStartedBy is { } starter ? new(starter) : null,
        IsPauseAsked = PauseAsked,
        IsStopAsked = StopAsked,
        StoppedFor = RunCodes.ReadOptional<StopCause>(StoppedFor),
        CompletedAt = CompletedAt,
        SignedOffAt = SignedOffAt,
        WindowClosedAt = WindowClosedAt,
        RollbackPlanDigest = RollbackPlanDigest,
        Request = RunCodes.Read<RunState>(State) is RunState.RollbackRequested
            ? new(new(RollbackRequestedBy!.Value), RollbackRequestedByName ?? "", RollbackRequestedAt!.Value, RollbackReason ?? "", RollbackDigest!)
            : null,
        RollbackApprovedBy = RollbackApprovedBy is { } approver ? new(approver) : null,
        RolledBackAt = RolledBackAt,
        OverAt = OverAt,
        PurgedAt = PurgedAt,
        Project = ProjectId,
        Version = Version,
        ReadAt = ReadAt,
    };
}
