namespace Ethico.Ops.Domain.Migration;

/// <summary>Names any system may use (migration.md 6.4). The bare ones ask even where the table has no mark.</summary>
internal static class GenericColumns
{
    private static readonly HashSet<string> Bare = new(StringComparer.Ordinal)
    {
        "id", "type", "name", "date", "number", "notes", "reporter", "owner", "group", "area", "when",
    };

    public static bool IsBare(HeaderName name) => Bare.Contains(name.Folded);

    public static IReadOnlyList<DictionaryRow> Rows { get; } =
    [
        DictionaryRow.Of(TargetKeys.RowKey,
        [
            .. from thing in new[] { "case", "report", "incident", "ticket", "file" }
               from mark in new[] { "id", "number" }
               select $"{thing} {mark} → case.reference_number",
            "reference → case.reference_number",
            "reference number → case.reference_number",
            "id † → case.reference_number †",
        ]),
        DictionaryRow.Of(TargetKeys.ReportReference, "intake number", "hotline number †"),
        DictionaryRow.Of(TargetKeys.ReportReceivedAt,
            "date reported", "report date", "received date", "intake date", "submission date", "submitted", "submitted at"),
        DictionaryRow.Of(TargetKeys.CaseOpenedAt, "created", "created at", "date created", "creation date", "opened", "date opened"),
        DictionaryRow.Of(TargetKeys.CaseClosedAt,
            "closed", "closed at", "date closed", "close date", "resolution date", "completed", "completed at", "end date †"),
        DictionaryRow.Of(TargetKeys.ReportIncidentOn, "incident date", "event date", "occurrence date", "date of incident", "when †"),
        DictionaryRow.Of(TargetKeys.CategoryName,
            "category", "classification", "case type", "incident type", "issue type", "report type", "concern type", "type †", "class †"),
        DictionaryRow.Of(TargetKeys.CaseStatus, "status", "case status", "current status", "workflow status", "stage †", "phase †", "state"),
        DictionaryRow.Of(TargetKeys.CaseSeverity,
            "severity", "priority", "urgency", "risk level", "importance", "criticality", "risk †", "level †"),
        DictionaryRow.Of(TargetKeys.CaseOutcome,
            "outcome", "resolution", "finding", "findings", "disposition", "conclusion", "result †", "decision †", "action taken †"),
        DictionaryRow.Of(TargetKeys.ReportDetails,
            "description", "details", "narrative", "incident description", "case description", "report details", "allegation", "allegations",
            "concern", "body", "message", "text †", "content †", "issue †", "notes †"),
        DictionaryRow.Of(TargetKeys.ReportSummary, "summary", "subject line", "title"),
        DictionaryRow.Of(TargetKeys.ReportIsAnonymous, "anonymous", "is anonymous", "anon", "reporter anonymous"),
        // Whoever is confidential is known to the handler: that is a type of reporter, not anonymity.
        DictionaryRow.Of(TargetKeys.ReportReporterType, "reporter type", "confidential"),
        DictionaryRow.Of(TargetKeys.ReportReporterRelationship, "relationship", "relation"),
        DictionaryRow.Of(TargetKeys.ReportChannel, "channel", "source †", "intake method"),
        DictionaryRow.Of(TargetKeys.ReporterName, "reporter", "reporter name", "complainant", "complainant name", "submitted by", "filed by"),
        DictionaryRow.Of(TargetKeys.ReporterEmail, "reporter email", "complainant email"),
        DictionaryRow.Of(TargetKeys.ReporterPhone, "reporter phone", "contact phone", "telephone †"),
        DictionaryRow.Of(TargetKeys.SubjectName,
            "subject name", "accused", "accused name", "respondent", "respondent name", "person involved †"),
        DictionaryRow.Of(TargetKeys.SubjectEmployeeId, "employee id", "staff id", "worker id", "badge number †"),
        DictionaryRow.Of(TargetKeys.CaseLead,
            "assigned to", "assignee", "handler", "case owner", "case manager", "responsible", "responsible person", "investigator", "owner †"),
        DictionaryRow.Of(TargetKeys.LocationName, "location", "site", "facility", "office", "branch", "plant", "workplace"),
        DictionaryRow.Of(TargetKeys.LocationCity, "city", "town"),
        DictionaryRow.Of(TargetKeys.LocationState, "state", "province", "region"),
        DictionaryRow.Of(TargetKeys.LocationCountry, "country", "nation", "country code"),
        DictionaryRow.Of(TargetKeys.LocationPostalCode, "zip", "postal code"),
        DictionaryRow.Of(TargetKeys.CaseBusinessUnit,
            "department", "business unit", "division", "company", "org unit", "unit †", "team †", "group †", "area †"),
        DictionaryRow.Of(TargetKeys.InvestigationRootCause, "root cause"),
        DictionaryRow.Of(TargetKeys.InvestigationRemediation, "corrective action", "corrective actions", "remediation"),
    ];
}
