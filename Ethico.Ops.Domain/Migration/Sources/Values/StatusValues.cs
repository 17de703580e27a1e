namespace Ethico.Ops.Domain.Migration;

/// <summary>The source words of a case's status (migration.md 6.5), column by column.</summary>
internal static class StatusValues
{
    public static IReadOnlyList<KnownValue> Navex { get; } =
    [
        .. Words(CaseStatusCode.New, "New", "Received"),
        .. Words(CaseStatusCode.Open, "Open", "Reopened"),
        .. Words(CaseStatusCode.InProgress, "In Progress", "Active", "Investigating", "Under Investigation"),
        .. Words(CaseStatusCode.InReview, "Pending Review"),
        .. Words(CaseStatusCode.AwaitingInfo, "Pending Response", "Awaiting Response", "Awaiting Information"),
        .. Words(CaseStatusCode.OnHold, "On Hold", "Pending*"),
        .. Closed(OutcomeCode.NotRecorded, "Closed", "Resolved", "Complete", "Completed"),
        .. Closed(OutcomeCode.Dismissed, "Dismissed", "No Action Required"),
        .. Closed(OutcomeCode.Substantiated, "Closed - Substantiated", "Closed - Policy Violation"),
        .. Closed(OutcomeCode.Unsubstantiated, "Closed - Unsubstantiated", "Closed - No Violation"),
        .. Closed(OutcomeCode.Inconclusive, "Closed - Inconclusive"),
        .. Closed(OutcomeCode.Withdrawn, "Closed - Withdrawn"),
    ];

    public static IReadOnlyList<KnownValue> Eqs { get; } =
    [
        .. Words(CaseStatusCode.New, "New", "Received", "Submitted"),
        .. Words(CaseStatusCode.Open, "Open", "Reopened"),
        .. Words(CaseStatusCode.InProgress, "In Progress", "Processing", "Being processed", "Investigating"),
        .. Words(CaseStatusCode.InReview, "Under Review"),
        .. Words(CaseStatusCode.AwaitingInfo, "Pending Information", "Awaiting Response", "Clarification requested"),
        .. Words(CaseStatusCode.OnHold, "On Hold", "Waiting*"),
        .. Closed(OutcomeCode.NotRecorded, "Closed", "Completed", "Resolved", "Archived", "Decided"),
        .. Closed(OutcomeCode.Dismissed, "Dismissed", "Rejected", "Not Actionable"),
    ];

    public static IReadOnlyList<KnownValue> EqsGerman { get; } =
    [
        .. Words(CaseStatusCode.New, "Neu", "Eingegangen", "Eingereicht"),
        .. Words(CaseStatusCode.Open, "Offen", "Wiedereröffnet"),
        .. Words(CaseStatusCode.InProgress, "In Bearbeitung", "Wird bearbeitet", "In Untersuchung"),
        .. Words(CaseStatusCode.InReview, "In Prüfung"),
        .. Words(CaseStatusCode.AwaitingInfo, "Rückfrage gestellt", "Warten auf Antwort"),
        .. Words(CaseStatusCode.OnHold, "Zurückgestellt", "Wartend*"),
        .. Closed(OutcomeCode.NotRecorded, "Geschlossen", "Abgeschlossen", "Erledigt", "Archiviert", "Entschieden"),
        .. Closed(OutcomeCode.Dismissed, "Abgewiesen", "Abgelehnt", "Nicht verfolgbar"),
        .. Closed(OutcomeCode.Withdrawn, "Zurückgezogen"),
    ];

    /// <summary>Case IQ, OneTrust, Legacy Ethico, STAR and every generic source.</summary>
    public static IReadOnlyList<KnownValue> Other { get; } =
    [
        .. Words(CaseStatusCode.New, "New", "Received", "Submitted"),
        .. Words(CaseStatusCode.Open, "Open", "Reopened"),
        .. Words(CaseStatusCode.InProgress, "In Progress", "Active", "Assigned", "Working", "Investigating", "Under Investigation"),
        .. Words(CaseStatusCode.InReview, "In Review", "Under Review", "Review", "Pending Review"),
        .. Words(CaseStatusCode.AwaitingInfo,
            "Pending Response", "Pending Info", "Pending Information", "Awaiting", "Awaiting Info", "Awaiting Information"),
        .. Words(CaseStatusCode.OnHold, "On Hold", "Hold", "Waiting*", "Pending*"),
        .. Closed(OutcomeCode.NotRecorded, "Closed", "Resolved", "Complete", "Completed", "Done", "Finished", "Archived", "Cancelled*"),
        .. Closed(OutcomeCode.Dismissed, "Dismissed", "Rejected"),
        .. Closed(OutcomeCode.Substantiated, "closed_substantiated"),
        .. Closed(OutcomeCode.Unsubstantiated, "closed_unsubstantiated"),
        .. Closed(OutcomeCode.Withdrawn, "Withdrawn"),
    ];

    private static IEnumerable<KnownValue> Words(string target, params string[] words) => words.Select(w => KnownValue.Read(w, target));

    private static IEnumerable<KnownValue> Closed(string outcome, params string[] words) =>
        words.Select(w => KnownValue.Read(w, CaseStatusCode.Closed, outcome));
}
