namespace Ethico.Ops.Domain.Migration;

/// <summary>Case IQ, OneTrust, Legacy Ethico and STAR (migration.md 6.2, 6.4).</summary>
internal static class OtherColumns
{
    public static SourceSignature CaseIqSignature { get; } = new(
        (3, ["IssueDescription", "AssignedInvestigator", "RootCause", "CorrectiveAction"]),
        (2, ["DateOpened"]),
        (1, ["IssueType", "CaseType", "DateReported", "CaseNumber"]));

    public static IReadOnlyList<DictionaryRow> CaseIq { get; } =
    [
        DictionaryRow.Of(TargetKeys.RowKey, "CaseNumber → case.reference_number"),
        DictionaryRow.Of(TargetKeys.ReportReceivedAt, "DateReported", "DateOpened"),
        DictionaryRow.Of(TargetKeys.CaseClosedAt, "DateClosed"),
        DictionaryRow.Of(TargetKeys.CategoryName, "IssueType", "CaseType"),
        DictionaryRow.Of(TargetKeys.CaseStatus, "Status"),
        DictionaryRow.Of(TargetKeys.CaseSeverity, "Priority"),
        DictionaryRow.Of(TargetKeys.CaseOutcome, "Outcome"),
        DictionaryRow.Of(TargetKeys.ReportDetails, "IssueDescription", "Summary"),
        DictionaryRow.Of(TargetKeys.ReportSummary, "Summary"),
        DictionaryRow.Of(TargetKeys.ReporterName, "ReporterName"),
        DictionaryRow.Of(TargetKeys.CaseLead, "AssignedInvestigator → investigation.lead", "Investigator → investigation.lead"),
        DictionaryRow.Of(TargetKeys.LocationName, "Location"),
        DictionaryRow.Of(TargetKeys.CaseBusinessUnit, "Department"),
        DictionaryRow.Of(TargetKeys.InvestigationRootCause, "RootCause"),
        DictionaryRow.Of(TargetKeys.InvestigationRemediation, "CorrectiveAction"),
    ];

    public static SourceSignature OneTrustSignature { get; } = new(
        (4, ["workflow_status", "geo_location"]),
        (3, ["incident_id"]),
        (2, ["risk_level", "submitted_by"]),
        (1, ["incident_type", "created_at", "created_date", "assignee"]));

    public static IReadOnlyList<DictionaryRow> OneTrust { get; } =
    [
        DictionaryRow.Of(TargetKeys.RowKey, "incident_id → case.reference_number"),
        DictionaryRow.Of(TargetKeys.ReportReceivedAt, "created_date", "created_at"),
        DictionaryRow.Of(TargetKeys.CaseClosedAt, "closed_date"),
        DictionaryRow.Of(TargetKeys.CategoryName, "incident_type", "type"),
        DictionaryRow.Of(TargetKeys.CaseStatus, "workflow_status", "state"),
        DictionaryRow.Of(TargetKeys.CaseSeverity, "risk_level", "severity"),
        DictionaryRow.Of(TargetKeys.CaseOutcome, "resolution"),
        DictionaryRow.Of(TargetKeys.ReportDetails, "description"),
        DictionaryRow.Of(TargetKeys.ReportIsAnonymous, "anonymous"),
        DictionaryRow.Of(TargetKeys.ReporterName, "submitted_by †"),
        DictionaryRow.Of(TargetKeys.CaseLead, "assignee"),
        DictionaryRow.Of(TargetKeys.LocationName, "geo_location"),
        DictionaryRow.Of(TargetKeys.CaseBusinessUnit, "business_unit", "department"),
    ];

    public static SourceSignature LegacyEthicoSignature { get; } = new(
        (4, ["call_id", "hotline_type", "riu_num"]),
        (3, ["call_date", "caller_type", "call_details"]),
        (2, ["incident_summary", "intake_date", "site_code"]),
        (1, ["case_num", "case_status"]));

    public static IReadOnlyList<DictionaryRow> LegacyEthico { get; } =
    [
        DictionaryRow.Of(TargetKeys.RowKey, "call_id → case.reference_number", "case_num → case.reference_number"),
        DictionaryRow.Of(TargetKeys.ReportReference, "riu_num"),
        DictionaryRow.Of(TargetKeys.ReportReceivedAt, "call_date", "intake_date"),
        DictionaryRow.Of(TargetKeys.CategoryName, "case_type"),
        DictionaryRow.Of(TargetKeys.CaseStatus, "case_status"),
        DictionaryRow.Of(TargetKeys.CaseOutcome, "resolution"),
        DictionaryRow.Of(TargetKeys.ReportDetails, "incident_summary", "call_details", "narrative"),
        DictionaryRow.Of(TargetKeys.ReportReporterRelationship, "caller_type"),
        DictionaryRow.Of(TargetKeys.ReportChannel, "hotline_type"),
        DictionaryRow.Of(TargetKeys.CaseLead, "investigator"),
        DictionaryRow.Of(TargetKeys.LocationCode, "site_code"),
        DictionaryRow.Of(TargetKeys.CaseBusinessUnit, "department"),
        DictionaryRow.Of(TargetKeys.CustomPrefix, "organization"),
    ];

    public static SourceSignature StarSignature { get; } = new(
        (4, ["matter_id", "matter_type"]),
        (3, ["business_area"]),
        (1, ["narrative", "reporter"]));

    public static IReadOnlyList<DictionaryRow> Star { get; } =
    [
        DictionaryRow.Of(TargetKeys.RowKey, "matter_id → case.reference_number"),
        DictionaryRow.Of(TargetKeys.ReportReceivedAt, "report_date"),
        DictionaryRow.Of(TargetKeys.CategoryName, "category", "matter_type"),
        DictionaryRow.Of(TargetKeys.CaseStatus, "status"),
        DictionaryRow.Of(TargetKeys.ReportDetails, "narrative"),
        DictionaryRow.Of(TargetKeys.ReporterName, "reporter †"),
        DictionaryRow.Of(TargetKeys.CaseBusinessUnit, "business_area"),
        DictionaryRow.Of(TargetKeys.CustomPrefix, "matter_type"),
    ];
}
