using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>A case in the list.</summary>
/// <param name="OpenedIsDay">Only the day is known: shown as that day in the tenant's zone.</param>
/// <param name="Age">From opening to closing, or to now; null where a closed case came without its closing date.</param>
/// <param name="HandlerMasked">Null where nobody handles it yet.</param>
/// <param name="IsAnonymous">Of its primary report; null where that is not known.</param>
public sealed record CaseRow(
    CaseId Id,
    string Reference,
    CaseStatus Status,
    CaseSeverity Severity,
    string Category,
    string? HandlerMasked,
    DateTimeOffset OpenedAt,
    bool OpenedIsDay,
    TimeSpan? Age,
    DateTimeOffset? DueAt,
    bool IsOverdue,
    bool? IsAnonymous,
    int People,
    bool IsImported,
    bool IsTest);
