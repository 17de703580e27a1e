using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal sealed record CaseHeaderRow(
    Guid Id, string ReferenceNumber, string Status, string? Outcome, string? Severity, string Category, string? SecondaryCategory,
    DateTimeOffset OpenedAt, bool OpenedIsDay, DateTimeOffset? ClosedAt, bool ClosedIsDay, TimeSpan? Age, DateTimeOffset? DueAt, bool IsOverdue,
    Guid? HandlerId, string? HandlerMasked, string? LeadMasked, string? Queue, string? Location, string? BusinessUnit,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? FeedbackGivenAt, Guid? MergedIntoId, string? MergedIntoReference, DateTimeOffset? LockedAt,
    bool IsTest, string? SourceSystem, Guid? MigrationRunId, DateTimeOffset? MigratedAt, bool HasSummary, bool HasOutcomeDetail, int Tags,
    int CustomFields, string? TimeZone, string Reports, string Investigations, string Tasks, string Files, DateTimeOffset ReadAt)
{
    public CaseImport? Import => MigrationRunId is { } run ? new(SourceSystem!, run, MigratedAt!.Value) : null;

    public CaseHeader ToHeader() => new(
        new(Id),
        ReferenceNumber,
        PlatformCodes.Read<CaseStatus>(Status),
        PlatformCodes.ReadOptional<CaseOutcome>(Outcome),
        PlatformCodes.ReadOptional<CaseSeverity>(Severity) ?? CaseSeverity.NotRated,
        Category,
        SecondaryCategory,
        OpenedAt,
        OpenedIsDay,
        ClosedAt,
        ClosedIsDay,
        Age,
        DueAt,
        IsOverdue,
        HandlerId is { } handler ? new(handler) : null,
        HandlerMasked,
        LeadMasked,
        Queue,
        Location,
        BusinessUnit,
        AcknowledgedAt,
        FeedbackGivenAt,
        MergedIntoId is { } merged ? new(merged) : null,
        MergedIntoReference,
        LockedAt,
        IsTest,
        Import,
        HasSummary,
        HasOutcomeDetail,
        Tags,
        CustomFields,
        TimeZone);
}
