using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

/// <summary>Narrative, one panel an act.</summary>
internal static class CaseWordsSql
{
    public static Task<Outcome<CaseWords>> ReadAsync(OpsDatabase database, TenantKey key, AuditAct act, CaseId id, CancellationToken ct) =>
        OneAsync<WordsRow, CaseWords>(
            database,
            key,
            act,
            $"select c.summary, c.outcome_detail, c.tags, c.custom_fields::text as custom_fields from platform.cases c where c.id = {id.Value}",
            r => new(r.Summary, r.OutcomeDetail, r.Tags, WorkspaceJson.Fields(r.CustomFields)),
            ct);

    /// <summary>Only of a report that a case was made of, or is linked to: what is still in review is the desk's.</summary>
    public static Task<Outcome<ReportWords>> ReadReportAsync(OpsDatabase database, TenantKey key, AuditAct act, ReportId id, CancellationToken ct) =>
        OneAsync<ReportRow, ReportWords>(
            database,
            key,
            act,
            $"""
            select r.details, r.summary, r.incident_on, r.incident_note, r.custom_fields::text as custom_fields,
                coalesce((select jsonb_agg(jsonb_build_object('text', a.text, 'at', a.created_at) order by a.created_at, a.id)
                    from platform.report_addenda a
                    where a.organization_id = r.organization_id and a.report_id = r.id and a.released), '[]')::text as addenda
            from platform.reports r
            where r.id = {id.Value}
              and exists (select from platform.case_reports x where x.organization_id = r.organization_id and x.report_id = r.id)
            """,
            r => new(r.Details, r.Summary, r.IncidentOn, r.IncidentNote, WorkspaceJson.Fields(r.CustomFields), WorkspaceJson.Read<ReportAddendum>(r.Addenda)),
            ct);

    public static Task<Outcome<string>> ReadLineAsync(OpsDatabase database, TenantKey key, AuditAct act, CaseId id, Guid line, CancellationToken ct) =>
        OneAsync<LineRow, string>(
            database,
            key,
            act,
            $"""
            select n.text from platform.case_notes n where n.id = {line} and n.case_id = {id.Value}
            union all
            select e.note from platform.case_events e where e.id = {line} and e.case_id = {id.Value} and e.note is not null
            """,
            r => r.Text,
            ct);

    public static Task<Outcome<InvestigationWords>> ReadInvestigationAsync(
        OpsDatabase database, TenantKey key, AuditAct act, InvestigationId id, CancellationToken ct) =>
        OneAsync<InvestigationRow, InvestigationWords>(
            database,
            key,
            act,
            $"""
            select i.findings_summary, i.findings_detail, i.root_cause, i.notes, i.remediation, i.lessons_learned
            from platform.investigations i where i.id = {id.Value}
            """,
            r => new(r.FindingsSummary, r.FindingsDetail, r.RootCause, r.Notes, r.Remediation, r.LessonsLearned),
            ct);

    public static Task<Outcome<AttachmentNames>> ReadAttachmentNamesAsync(
        OpsDatabase database, TenantKey key, AuditAct act, CaseId id, CancellationToken ct) =>
        OneAsync<NamesRow, AttachmentNames>(
            database,
            key,
            act,
            $"""
            select coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.title)) from platform.case_tasks t
                    where t.organization_id = c.organization_id and t.case_id = c.id), '[]')::text as tasks,
                coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name)) from platform.case_files f
                    where f.organization_id = c.organization_id and f.case_id = c.id), '[]')::text as files
            from platform.cases c where c.id = {id.Value}
            """,
            r => new(Names(r.Tasks), Names(r.Files)),
            ct);

    private static Task<Outcome<TAnswer>> OneAsync<TRow, TAnswer>(
        OpsDatabase database, TenantKey key, AuditAct act, FormattableString sql, Func<TRow, TAnswer> answer, CancellationToken ct)
        where TRow : class =>
        database.TenantAsync(
            key,
            act,
            async (context, token) => (await context.Database.SqlQuery<TRow>(sql).ToListAsync(token)).SingleOrDefault() is { } row
                ? Outcome.Of(answer(row))
                : AccessRefusals.NotFoundOrNotYours,
            ct);

    private static Dictionary<Guid, string> Names(string json) => WorkspaceJson.Read<NameItem>(json).ToDictionary(n => n.Id, n => n.Name);

    private sealed record WordsRow(string? Summary, string? OutcomeDetail, string[] Tags, string CustomFields);

    private sealed record ReportRow(string Details, string? Summary, DateOnly? IncidentOn, string? IncidentNote, string CustomFields, string Addenda);

    private sealed record LineRow(string Text);

    private sealed record InvestigationRow(
        string? FindingsSummary, string? FindingsDetail, string? RootCause, string? Notes, string[] Remediation, string? LessonsLearned);

    private sealed record NamesRow(string Tasks, string Files);

    private sealed record NameItem(Guid Id, string Name);
}
