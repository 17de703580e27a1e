namespace Ethico.Ops.Domain.Migration;

/// <summary>Status, outcome, severity and dates of a row beside each other (migration.md 5, 8).</summary>
internal sealed class CaseRules(TargetColumns columns, RowSetting setting)
{
    private const int DetailsShort = 20;
    private static readonly DateOnly LongAgo = new(1950, 1, 1);

    // A date further ahead than tomorrow is wrong in any zone.
    private readonly DateOnly tomorrow = setting.Today.AddDays(1);

    /// <summary>The highest severity digit met that nobody has given a meaning (MIG-VAL-002); 0: none.</summary>
    public int HighestDigit { get; private set; }

    public int DigitColumn { get; } = Math.Max(columns.Of(TargetKeys.CaseSeverity), columns.Of(TargetKeys.ReportSeverity));

    public void Put(RowDraft draft, RowFindings findings)
    {
        PutRequired(draft, findings);
        PutStatus(draft, findings);
        PutDates(draft, findings);
        draft.Row.Channel ??= ChannelCode.Other;
        draft.Row.ReportSeverity ??= draft.Row.CaseSeverity;
        if (draft.Broken.Contains(TargetKeys.CaseSeverity) || draft.Broken.Contains(TargetKeys.ReportSeverity))
            CountDigit(findings);
        if (draft.Row.Details is { Length: < DetailsShort } details && details.AsSpan().Trim().Length > 0)
            findings.Add(Rules.DetailsShort, columns.Of(TargetKeys.ReportDetails), details, "The details have fewer than 20 characters.");
    }

    private void PutRequired(RowDraft draft, RowFindings findings)
    {
        var row = draft.Row;
        if (row.Status is null && !draft.Broken.Contains(TargetKeys.CaseStatus))
            findings.Add(Rules.StatusEmpty, columns.Of(TargetKeys.CaseStatus), null, "There is no status.",
                draft.Closed is null ? "Choose one" : "Closed, as there is a closing date", draft.Closed is null ? SuggestionKind.None : SuggestionKind.SetCell, CaseStatusCode.Closed);
        if (draft.Received is null && !draft.Broken.Contains(TargetKeys.ReportReceivedAt))
        {
            var stand = draft.Opened ?? draft.Incident;
            findings.Add(Rules.ReceivedEmpty, columns.Of(TargetKeys.ReportReceivedAt), null, "There is no received date.",
                draft.Opened is not null ? "Take the opening date" : stand is null ? "Type it" : "Take the incident date",
                stand is null ? SuggestionKind.None : SuggestionKind.SetCell, stand is { } day ? Iso(day) : null);
        }

        if (string.IsNullOrWhiteSpace(row.Details) && !draft.Broken.Contains(TargetKeys.ReportDetails))
            findings.Add(Rules.DetailsEmpty, columns.Of(TargetKeys.ReportDetails), null, "There are no details.",
                row.Summary is null ? "\"No narrative in the source\"" : "Take the summary", SuggestionKind.SetCell, row.Summary ?? "No narrative in the source");
    }

    // Status and outcome are two things: an outcome's column wins over NOT_RECORDED from the status, and never over another.
    private void PutStatus(RowDraft draft, RowFindings findings)
    {
        var row = draft.Row;
        var named = draft.StatusEntry?.Outcome is { } outcome && !string.Equals(outcome, OutcomeCode.NotRecorded, StringComparison.Ordinal) ? outcome : null;
        row.OutcomeDetail ??= draft.OutcomeText ?? (named is null ? null : draft.StatusText);
        if (row.OutcomeDetail is { Length: > 4_000 } tooLong)
        {
            findings.Add(Rules.TextTooLong, columns.Of(TargetKeys.CaseOutcome), tooLong, "The outcome's words have more than 4,000 characters.",
                "Move the rest to the notes", SuggestionKind.MoveRestToNotes);
            row.OutcomeDetail = null;
        }

        if (row.Status is CaseStatusCode.Closed)
        {
            if (named is not null && draft.Outcome is not null && draft.Outcome is not OutcomeCode.NotRecorded && !string.Equals(named, draft.Outcome, StringComparison.Ordinal))
                findings.Add(Rules.TwoOutcomes, columns.Of(TargetKeys.CaseOutcome), draft.OutcomeText,
                    $"The status says {Words(named)}, the outcome {Words(draft.Outcome)}.", $"Take {Words(named)}", SuggestionKind.SetCell, named);
            row.Outcome = (draft.Outcome is OutcomeCode.NotRecorded ? null : draft.Outcome) ?? named ?? OutcomeCode.NotRecorded;
            if (row.Outcome is OutcomeCode.NotRecorded && !draft.Broken.Contains(TargetKeys.CaseOutcome))
                findings.Add(Rules.OutcomeNotRecorded, columns.Of(TargetKeys.CaseOutcome), null, "Closed, and the source does not say how.");
            if (draft.Closed is null && !draft.Broken.Contains(TargetKeys.CaseClosedAt))
                findings.Add(Rules.ClosedWithoutDate, columns.Of(TargetKeys.CaseClosedAt), null, "Closed, and there is no closing date.");
        }
        else if (row.Status is not null)
        {
            if (draft.Outcome is not (null or OutcomeCode.NotRecorded))
                findings.Add(Rules.OutcomeButNotClosed, columns.Of(TargetKeys.CaseOutcome), draft.OutcomeText,
                    "There is an outcome, but the case is not closed. It is kept in the outcome's words only.",
                    "Close it", SuggestionKind.None);
            if (draft.Closed is not null)
                findings.Add(Rules.DateButNotClosed, columns.Of(TargetKeys.CaseStatus), draft.StatusText,
                    "There is a closing date, but the case is not closed.", "Close it", SuggestionKind.SetCell, CaseStatusCode.Closed);
        }
    }

    private void PutDates(RowDraft draft, RowFindings findings)
    {
        var row = draft.Row;
        Judge(draft.Received, TargetKeys.ReportReceivedAt, isPast: true, findings);
        Judge(draft.Opened, TargetKeys.CaseOpenedAt, isPast: true, findings);
        Judge(draft.Closed, TargetKeys.CaseClosedAt, isPast: true, findings);
        Judge(draft.Incident, TargetKeys.ReportIncidentOn, isPast: false, findings);
        if (draft.Closed is { } closing)
        {
            if (draft.Received is { } received && IsBefore(closing, received))
                SayTooEarly(closing, received, "received", findings);
            else if (draft.Opened is { } opened && IsBefore(closing, opened))
                SayTooEarly(closing, opened, "opened", findings);
        }

        if (draft.Incident is { } incident && draft.Received is { } then && incident.Day > then.Day)
            findings.Add(Rules.IncidentTooLate, columns.Of(TargetKeys.ReportIncidentOn), Iso(incident), $"The incident ({incident.Day:yyyy-MM-dd}) is after the report ({then.Day:yyyy-MM-dd}).",
                "Leave it empty", SuggestionKind.SetCell, "");

        row.ReceivedAt = draft.Received?.Instant;
        row.ReceivedPrecision = RowMapper.PrecisionOf(draft.Received);
        row.IncidentOn = draft.Incident?.Day;
        var start = draft.Opened ?? draft.Received;
        row.OpenedAt = start?.Instant;
        row.OpenedPrecision = RowMapper.PrecisionOf(start);
        row.ClosedPrecision = RowMapper.PrecisionOf(draft.Closed);
        // A closing day without a time is 00:00 of it; on the day of an opening with a time it may not come before that.
        row.ClosedAt = draft.Closed is { } end && start is { } begin && end.Instant < begin.Instant && end.Day == begin.Day ? begin.Instant : draft.Closed?.Instant;
    }

    private void SayTooEarly(DateValue closing, DateValue other, string what, RowFindings findings) =>
        findings.Add(Rules.ClosedTooEarly, columns.Of(TargetKeys.CaseClosedAt), Iso(closing), $"Closed ({closing.Day:yyyy-MM-dd}) before it was {what} ({other.Day:yyyy-MM-dd}).",
            "Leave it empty", SuggestionKind.SetCell, "");

    private static bool IsBefore(in DateValue one, in DateValue other) =>
        one.Precision is DatePrecision.Day || other.Precision is DatePrecision.Day ? one.Day < other.Day : one.Instant < other.Instant;

    private void Judge(DateValue? date, string target, bool isPast, RowFindings findings)
    {
        if (date is not { } value)
            return;
        if (isPast && value.Day > tomorrow)
            findings.Add(Rules.InFuture, columns.Of(target), Iso(value), $"{value.Day:yyyy-MM-dd} has not come yet.");
        else if (value.Day < LongAgo)
            findings.Add(Rules.LongAgo, columns.Of(target), Iso(value), $"{value.Day:yyyy-MM-dd} is before 1950.");
    }

    private void CountDigit(RowFindings findings)
    {
        foreach (var finding in findings.Items)
            if (finding.Code == Rules.NotInMap.Code && finding.ColumnNumber == DigitColumn
                && SeverityScale.FigureOf(finding.Value ?? "") is { } figure)
                HighestDigit = Math.Max(HighestDigit, figure);
    }

    private static string Words(string outcome) => TargetCodes.Outcome.Words(outcome);

    private static string Iso(in DateValue value) => value.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
