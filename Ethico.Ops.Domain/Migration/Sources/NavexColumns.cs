namespace Ethico.Ops.Domain.Migration;

/// <summary>NAVEX EthicsPoint (migration.md 6.2, 6.3). Clients rename export columns, so these are starting points.</summary>
internal static class NavexColumns
{
    public static SourceSignature Signature { get; } = new(
        (4, ["EPRS Report Number", "EPRS Submission Date"]),
        (3, ["Anonymous Caller", "Assigned Tier", "Primary Issue", "Alleged Incident Date", "Callback Number"]),
        (2, ["Case Number", "Case Status", "Issue Type", "Incident Type", "Date Reported", "Resolution Code", "Accused Name"]),
        (1, ["Case ID", "Case Type", "Reporter Type", "Date Closed", "Date Created", "Assigned To"]));

    public static IReadOnlyList<DictionaryRow> Rows { get; } =
    [
        DictionaryRow.Of(TargetKeys.RowKey, "Case Number → case.reference_number", "Case ID → case.reference_number"),
        DictionaryRow.Of(TargetKeys.ReportReference, "EPRS Report Number", "Report ID", "Report Number"),
        DictionaryRow.Of(TargetKeys.ReportReceivedAt, "Date Reported", "Report Date", "Received Date", "Received/Reported Date"),
        DictionaryRow.Of(TargetKeys.CaseOpenedAt, "Date Created", "Created Date"),
        DictionaryRow.Of(TargetKeys.CaseClosedAt, "Date Closed", "Closed Date", "Resolution Date"),
        DictionaryRow.Of(TargetKeys.ReportIncidentOn, "Incident Date", "Alleged Incident Date"),
        DictionaryRow.Of(TargetKeys.CategoryName, "Issue Type", "Incident Type", "Primary Issue", "Case Type", "Category"),
        DictionaryRow.Of(TargetKeys.SecondaryCategoryName, "Subcategory"),
        DictionaryRow.Of(TargetKeys.CaseStatus, "Case Status", "Status"),
        DictionaryRow.Of(TargetKeys.CaseSeverity, "Severity", "Priority"),
        DictionaryRow.Of(TargetKeys.CaseOutcome, "Outcome", "Resolution", "Resolution Code"),
        DictionaryRow.Of(TargetKeys.ReportIsAnonymous, "Anonymous", "Anonymous Caller"),
        DictionaryRow.Of(TargetKeys.ReportReporterType, "Reporter Type"),
        DictionaryRow.Of(TargetKeys.ReporterName, "Reporter Name"),
        DictionaryRow.Of(TargetKeys.ReporterEmail, "Reporter Email"),
        DictionaryRow.Of(TargetKeys.ReporterPhone, "Callback Number"),
        DictionaryRow.Of(TargetKeys.ReportDetails, "Narrative", "Incident Description", "Description", "Allegation †"),
        DictionaryRow.Of(TargetKeys.ReportSummary, "Summary"),
        DictionaryRow.Of(TargetKeys.LocationName, "Location", "Facility", "Site"),
        DictionaryRow.Of(TargetKeys.LocationCode, "Location Code"),
        DictionaryRow.Of(TargetKeys.LocationCity, "City"),
        DictionaryRow.Of(TargetKeys.LocationState, "State"),
        DictionaryRow.Of(TargetKeys.LocationCountry, "Country"),
        DictionaryRow.Of(TargetKeys.CaseBusinessUnit, "Business Unit", "Department"),
        DictionaryRow.Of(TargetKeys.SubjectName, "Subject Name", "Accused Name", "Employee Name †"),
        DictionaryRow.Of(TargetKeys.SubjectEmployeeId, "Employee ID †"),
        DictionaryRow.Of(TargetKeys.CaseLead, "Assigned To"),
        DictionaryRow.Of(TargetKeys.InvestigationLead, "Investigator → case.lead"),
        DictionaryRow.Of(TargetKeys.InvestigationNotes, "Investigation Notes", "Notes †"),
        DictionaryRow.Of(TargetKeys.InvestigationDueOn, "Due Date"),
        DictionaryRow.Of(TargetKeys.InvestigationRemediation, "Remediation Actions"),
        DictionaryRow.Of(TargetKeys.ReportLanguage, "Language"),
        DictionaryRow.Of(TargetKeys.CustomPrefix, "EPRS Submission Date", "Assigned Tier", "Creator", "Attachments Count"),
    ];
}
