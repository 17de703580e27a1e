using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>A case's own fields. Flags say whether there is narrative to open.</summary>
/// <param name="LeadNamedInSource">Masked: a lead the import could not match to a login.</param>
/// <param name="TimeZone">The tenant's; days are shown in it. Null reads as Etc/UTC.</param>
public sealed record CaseHeader(
    CaseId Id,
    string Reference,
    CaseStatus Status,
    CaseOutcome? Outcome,
    CaseSeverity Severity,
    string Category,
    string? SecondaryCategory,
    DateTimeOffset OpenedAt,
    bool OpenedIsDay,
    DateTimeOffset? ClosedAt,
    bool ClosedIsDay,
    TimeSpan? Age,
    DateTimeOffset? DueAt,
    bool IsOverdue,
    AccountId? Handler,
    string? HandlerMasked,
    string? LeadNamedInSource,
    string? Queue,
    string? Location,
    string? BusinessUnit,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? FeedbackGivenAt,
    CaseId? MergedInto,
    string? MergedIntoReference,
    DateTimeOffset? LockedAt,
    bool IsTest,
    CaseImport? Import,
    bool HasSummary,
    bool HasOutcomeDetail,
    int Tags,
    int CustomFields,
    string? TimeZone);
