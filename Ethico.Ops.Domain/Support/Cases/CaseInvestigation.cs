namespace Ethico.Ops.Domain.Support;

/// <summary>An investigation without its findings.</summary>
public sealed record CaseInvestigation(
    InvestigationId Id,
    string Number,
    InvestigationStatus Status,
    string? HandlerMasked,
    DateTimeOffset? OpenedAt,
    bool OpenedIsDay,
    DateOnly? DueOn,
    DateTimeOffset? ClosedAt,
    bool ClosedIsDay,
    CaseOutcome? Outcome,
    bool HasWords);
