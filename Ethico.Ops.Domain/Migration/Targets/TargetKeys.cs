namespace Ethico.Ops.Domain.Migration;

/// <summary>The names of the target fields in mappings and recipes (migration.md 5).</summary>
public static class TargetKeys
{
    public const string RowKey = "row.key";

    public const string ReportReference = "report.reference_number";
    public const string ReportReceivedAt = "report.received_at";
    public const string ReportDetails = "report.details";
    public const string ReportSummary = "report.summary";
    public const string ReportIncidentOn = "report.incident_on";
    public const string ReportIncidentNote = "report.incident_note";
    public const string ReportChannel = "report.channel";
    public const string ReportLanguage = "report.language";
    public const string ReportIsAnonymous = "report.is_anonymous";
    public const string ReportReporterType = "report.reporter_type";
    public const string ReportReporterRelationship = "report.reporter_relationship";
    public const string ReportReporterReference = "report.reporter_reference";
    public const string ReportSeverity = "report.severity";

    public const string CaseReference = "case.reference_number";
    public const string CaseStatus = "case.status";
    public const string CaseOutcome = "case.outcome";
    public const string CaseOutcomeDetail = "case.outcome_detail";
    public const string CaseSeverity = "case.severity";
    public const string CaseOpenedAt = "case.opened_at";
    public const string CaseClosedAt = "case.closed_at";
    public const string CaseLead = "case.lead";
    public const string CaseLeadSourceText = "case.lead_source_text";
    public const string CaseBusinessUnit = "case.business_unit";
    public const string CaseTags = "case.tags";
    public const string CaseNotes = "case.notes";

    public const string CategoryName = "category.name";
    public const string CategoryCode = "category.code";
    public const string CategoryParent = "category.parent";
    public const string SecondaryCategoryName = "secondary_category.name";
    public const string SecondaryCategoryCode = "secondary_category.code";
    public const string SecondaryCategoryParent = "secondary_category.parent";

    public const string LocationName = "location.name";
    public const string LocationCode = "location.code";
    public const string LocationCity = "location.city";
    public const string LocationState = "location.state";
    public const string LocationPostalCode = "location.postal_code";
    public const string LocationCountry = "location.country";

    public const string ReporterName = "reporter.full_name";
    public const string ReporterEmail = "reporter.email";
    public const string ReporterPhone = "reporter.phone";
    public const string SubjectName = "subject.full_name";
    public const string SubjectEmployeeId = "subject.employee_id";

    public const string InvestigationNumber = "investigation.number";
    public const string InvestigationStatus = "investigation.status";
    public const string InvestigationLead = "investigation.lead";
    public const string InvestigationOpenedAt = "investigation.opened_at";
    public const string InvestigationDueOn = "investigation.due_on";
    public const string InvestigationClosedAt = "investigation.closed_at";
    public const string InvestigationFindingsSummary = "investigation.findings_summary";
    public const string InvestigationFindingsDetail = "investigation.findings_detail";
    public const string InvestigationOutcome = "investigation.outcome";
    public const string InvestigationRootCause = "investigation.root_cause";
    public const string InvestigationNotes = "investigation.notes";
    public const string InvestigationRemediation = "investigation.remediation";
    public const string InvestigationLessonsLearned = "investigation.lessons_learned";

    /// <summary>Followed by the name of the custom field on the case.</summary>
    public const string CustomPrefix = "custom.";
}
