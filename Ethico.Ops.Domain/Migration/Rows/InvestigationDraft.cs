namespace Ethico.Ops.Domain.Migration;

/// <summary>The investigation of a row, field by field.</summary>
internal sealed class InvestigationDraft
{
    public string? Number;
    public string? Status;
    public string? Lead;
    public DateValue? Opened;
    public DateOnly? DueOn;
    public DateValue? Closed;
    public string? FindingsSummary;
    public string? FindingsDetail;
    public string? Outcome;
    public string? OutcomeText;
    public string? RootCause;
    public string? Notes;
    public IReadOnlyList<string>? Remediation;
    public string? LessonsLearned;

    public bool IsEmpty =>
        Number is null && Status is null && Lead is null && Opened is null && DueOn is null && Closed is null && FindingsSummary is null
        && FindingsDetail is null && Outcome is null && RootCause is null && Notes is null && Remediation is null && LessonsLearned is null;

    public void Clear()
    {
        Number = Status = Lead = FindingsSummary = FindingsDetail = Outcome = OutcomeText = RootCause = Notes = LessonsLearned = null;
        Opened = Closed = null;
        DueOn = null;
        Remediation = null;
    }

    /// <summary>
    /// Without a status of its own it follows the case (migration.md 5). The platform keeps closing date and outcome on a closed one
    /// only, and there always an outcome: beside another status they go to the notes, and where the source is silent it says so.
    /// </summary>
    public MappedInvestigation Made(string caseStatus, string? rowKey, Guid? handler)
    {
        var status = Status ?? (Closed is not null ? InvestigationStatusCode.Closed : caseStatus switch
        {
            CaseStatusCode.Closed => InvestigationStatusCode.Closed,
            CaseStatusCode.InProgress => InvestigationStatusCode.Active,
            CaseStatusCode.InReview => InvestigationStatusCode.InReview,
            CaseStatusCode.AwaitingInfo or CaseStatusCode.OnHold => InvestigationStatusCode.OnHold,
            _ => InvestigationStatusCode.NotStarted,
        });
        var isClosed = status is InvestigationStatusCode.Closed;
        var closed = isClosed ? Closed : null;
        var left = string.Join('\n', new[] { Notes, isClosed || Closed is not { } date ? null : $"Closed: {date.Day:yyyy-MM-dd}", isClosed || Outcome is null ? null : $"Outcome: {OutcomeText}" }.OfType<string>());
        return new MappedInvestigation(status)
        {
            Number = Number ?? (rowKey is { Length: <= 50 } ? rowKey : "1"),
            HandlerId = handler,
            OpenedAt = Opened?.Instant,
            OpenedPrecision = RowMapper.PrecisionOf(Opened),
            DueOn = DueOn,
            ClosedAt = closed is { } end && Opened is { } start && end.Instant < start.Instant && end.Day == start.Day ? start.Instant : closed?.Instant,
            ClosedPrecision = RowMapper.PrecisionOf(closed),
            Outcome = isClosed ? Outcome ?? OutcomeCode.NotRecorded : null,
            FindingsSummary = FindingsSummary,
            FindingsDetail = FindingsDetail,
            RootCause = RootCause,
            Notes = left.Length == 0 ? null : left,
            Remediation = Remediation,
            LessonsLearned = LessonsLearned,
        };
    }
}
