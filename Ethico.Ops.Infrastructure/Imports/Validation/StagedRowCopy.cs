using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Persistence;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>Columns and bytes of migration.staged_rows, people and investigations. Names, types and order stand here once.</summary>
internal static class StagedRowCopy
{
    public static readonly CopyTable Rows = new(
        "staged_rows",
        "row_number int, file_number int, file_row int, line bigint, state text, skip_code text, skip_reason text, row_key text, digest bytea, key_hash bigint, "
        + "raw_key_hash bigint, reference_hash bigint, report_hash bigint, text_hash bigint, marks int[], errors int, warnings int, cells text[], "
        + "report_reference_number text, received_at timestamptz, received_precision text, details text, summary text, incident_on date, incident_note text, "
        + "channel text, language text, is_anonymous boolean, reporter_type text, reporter_relationship text, reporter_reference text, report_severity text, "
        + "report_custom_fields jsonb, case_reference_number text, status text, outcome text, outcome_detail text, severity text, category_ref int, "
        + "secondary_category_ref int, opened_at timestamptz, opened_precision text, closed_at timestamptz, closed_precision text, handler_id uuid, "
        + "queue_id uuid, lead_source_text text, location_ref int, location_text text, business_unit text, tags text[], notes text, custom_fields jsonb");

    public static readonly CopyTable People = new(
        "staged_people",
        "row_number int, role text, match_hash bigint, matched_by text, full_name text, first_name text, last_name text, name_key text, email text, phone text, "
        + "employee_id text, job_title text, department text, company text");

    public static readonly CopyTable Investigations = new(
        "staged_investigations",
        "row_number int, number text, status text, handler_id uuid, opened_at timestamptz, opened_precision text, due_on date, closed_at timestamptz, "
        + "closed_precision text, outcome text, findings_summary text, findings_detail text, root_cause text, notes text, remediation text[], lessons_learned text");

    /// <param name="skipReason">Of a row a person left out.</param>
    /// <param name="cells">The source's own, where they are to be kept.</param>
    public static void Write(CopyBuffer to, MappedRow row, RowFindings findings, string? skipReason, string[]? cells)
    {
        to.BeginRow(Rows.ColumnCount);
        to.Add(row.Number);
        to.Add(row.FileNumber);
        to.Add(row.FileRow);
        to.Add(row.Line);
        to.Add(skipReason is not null ? "SKIPPED" : findings.Errors > 0 ? "BLOCKED" : "READY");
        to.Add(skipReason is null ? null : "BY_PERSON");
        to.Add(skipReason);
        to.Add(row.RowKey);
        to.Add(row.Digest);
        to.Add(row.KeyHash);
        to.Add(row.RawKeyHash);
        to.Add(row.ReferenceHash);
        to.Add(row.ReportHash);
        to.Add(row.TextHash);
        to.Add(findings.Marks);
        to.Add(findings.Errors);
        to.Add(findings.Warnings);
        to.Add(cells);
        to.Add(row.ReportReference);
        to.Add(row.ReceivedAt);
        to.Add(row.ReceivedPrecision);
        to.Add(row.Details);
        to.Add(row.Summary);
        to.Add(row.IncidentOn);
        to.Add(row.IncidentNote);
        to.Add(row.Channel);
        to.Add(row.Language);
        to.Add(row.IsAnonymous);
        to.Add(row.ReporterType);
        to.Add(row.ReporterRelationship);
        to.Add(row.ReporterReference);
        to.Add(row.ReportSeverity);
        to.Null();
        to.Add(row.CaseReference);
        to.Add(row.Status);
        to.Add(row.Outcome);
        to.Add(row.OutcomeDetail);
        to.Add(row.CaseSeverity);
        to.Add(row.CategoryRef);
        to.Add(row.SecondaryCategoryRef);
        to.Add(row.OpenedAt);
        to.Add(row.OpenedPrecision);
        to.Add(row.ClosedAt);
        to.Add(row.ClosedPrecision);
        to.Add(row.HandlerId);
        to.Add(row.QueueId);
        to.Add(row.LeadSourceText);
        to.Add(row.LocationRef);
        to.Add(row.LocationText);
        to.Add(row.BusinessUnit);
        to.Add(row.Tags);
        to.Add(row.Notes);
        to.AddJson(row.CustomFields);
    }

    public static void Write(CopyBuffer to, int rowNumber, MappedPerson person)
    {
        to.BeginRow(People.ColumnCount);
        to.Add(rowNumber);
        to.Add(person.Role);
        to.Add(person.MatchHash);
        to.Add(person.MatchedBy);
        to.Add(person.FullName);
        to.Add(person.FirstName);
        to.Add(person.LastName);
        to.Add(person.NameKey);
        to.Add(person.Email);
        to.Add(person.Phone);
        to.Add(person.EmployeeId);
        to.Add(person.JobTitle);
        to.Add(person.Department);
        to.Add(person.Company);
    }

    public static void Write(CopyBuffer to, int rowNumber, MappedInvestigation investigation)
    {
        to.BeginRow(Investigations.ColumnCount);
        to.Add(rowNumber);
        to.Add(investigation.Number);
        to.Add(investigation.Status);
        to.Add(investigation.HandlerId);
        to.Add(investigation.OpenedAt);
        to.Add(investigation.OpenedPrecision);
        to.Add(investigation.DueOn);
        to.Add(investigation.ClosedAt);
        to.Add(investigation.ClosedPrecision);
        to.Add(investigation.Outcome);
        to.Add(investigation.FindingsSummary);
        to.Add(investigation.FindingsDetail);
        to.Add(investigation.RootCause);
        to.Add(investigation.Notes);
        to.Add(investigation.Remediation);
        to.Add(investigation.LessonsLearned);
    }
}
