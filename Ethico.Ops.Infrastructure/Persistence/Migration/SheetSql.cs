using System.Text.Json;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>What a sheet is counted and read by.</summary>
internal static class SheetSql
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Live totals from the client's tables; what became of the rows from the import's progress.</summary>
    public static async Task<LiveSide> LiveAsync(OpsDbContext context, RunId run, CancellationToken ct)
    {
        var progress = (await context.Database.SqlQuery<ProgressRow>(
            $"""
            select p.created, p.updated, p.merged, p.skipped, p.failed, p.total_rows - p.next_position + 1 as rest from migration.progress p where p.run_id = {run.Value}
            """).ToListAsync(ct)).SingleOrDefault() ?? new(0, 0, 0, 0, 0, 0);
        var counts = await context.Database.SqlQuery<CountRow>(
            $"""
            with mine as materialized (
                select c.status, r.received_at, g.name from migration.ledger l
                cross join lateral (select * from platform.cases x where x.organization_id = l.organization_id and x.id = l.entity_id offset 0) c
                join platform.case_reports x on x.organization_id = c.organization_id and x.case_id = c.id and x.kind = 'PRIMARY'
                join platform.reports r on r.organization_id = x.organization_id and r.id = x.report_id
                join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
                where l.run_id = {run.Value} and l.entity = 'CASE' and l.action = 'CREATED')
            select 'STATUS' as kind, m.status as name, count(*)::int as many from mine m group by 2
            union all select 'YEAR', extract(year from m.received_at at time zone 'UTC')::int::text, count(*)::int from mine m group by 2
            union all select 'CATEGORY', m.name, count(*)::int from mine m group by 2
            union all select 'APART', l.entity, count(*)::int from migration.ledger l
                where l.run_id = {run.Value} and l.action = 'CREATED' and l.entity in ('PERSON', 'INVESTIGATION', 'LOCATION', 'CATEGORY') group by 2
            union all select 'REASON', case when p.failure_code is not null then 'FAIL ' || p.failure_code || coalesce(' ' || p.failure_words, '')
                    else 'SKIP ' || coalesce(p.reason, p.decision, '') end, count(*)::int
                from migration.plan_rows p join migration.progress g on g.run_id = p.run_id and p.position < g.next_position
                where p.run_id = {run.Value} and (p.failure_code is not null or migration.comes_to(p.action, p.decision) = 'SKIP') group by 2
            """).ToListAsync(ct);
        var leftOut = await context.Database.SqlQuery<int>(
            $"""
            select p.row_number as "Value" from migration.plan_rows p join migration.progress g on g.run_id = p.run_id
            where p.run_id = {run.Value} and (p.failure_code is not null or p.position >= g.next_position or migration.comes_to(p.action, p.decision) <> 'CREATE')
            """).ToListAsync(ct);
        return new(
            progress.Created, progress.Updated, progress.Merged, progress.Skipped + progress.Rest, progress.Failed, Of("STATUS"), Of("YEAR"), Of("CATEGORY"),
            progress.Rest > 0 ? Of("REASON").Append(new("SKIP FINISHED_HERE", progress.Rest)).ToDictionary(StringComparer.Ordinal) : Of("REASON"), Of("APART"), leftOut.ToHashSet());

        Dictionary<string, int> Of(string kind) =>
            counts.Where(c => string.Equals(c.Kind, kind, StringComparison.Ordinal)).ToDictionary(c => c.Name, c => c.Many, StringComparer.Ordinal);
    }

    public static async Task<Sheet?> LastAsync(OpsDbContext context, RunId run, CancellationToken ct)
    {
        var row = (await context.Database.SqlQuery<SheetRow>(
            $"""
            select s.id, s.made_at, encode(s.digest, 'hex') as digest, s.figures::text as figures, s.sample_seed
            from migration.sheets s where s.run_id = {run.Value} order by s.made_at desc, s.id desc limit 1
            """).ToListAsync(ct)).SingleOrDefault();
        if (row is null)
            return null;
        var samples = await context.Database.SqlQuery<SheetSample>(
            $"""
            select s.position, p.row_number, p.source_record_id as key,
                c.id is null as is_gone, s.matches, s.note
            from migration.sheet_samples s
            left join migration.plan_rows p on p.run_id = s.run_id and p.position = s.position
            left join platform.cases c on c.organization_id = s.organization_id and c.id = p.case_id
            where s.run_id = {run.Value} and s.seed = {row.SampleSeed} order by s.position
            """).ToListAsync(ct);
        var notes = await context.Database.SqlQuery<NoteRow>($"select n.subject, n.note from migration.sheet_notes n where n.run_id = {run.Value}").ToListAsync(ct);
        var signed = await context.Database.SqlQuery<SignRow>(
            $"""
            select s.signed_by, coalesce(n.display_name, '(erased)') as by_name, s.role, s.signed_at, s.statement, encode(s.digest, 'hex') as digest, s.client_name, s.client_email,
                s.client_agreed_on
            from migration.signoffs s left join access.operator_name n on n.operator_id = s.signed_by where s.run_id = {run.Value} order by s.signed_at
            """).ToListAsync(ct);
        return new(
            row.Id, row.MadeAt, row.Digest, JsonSerializer.Deserialize<SheetFigures>(row.Figures, Json)!, row.SampleSeed, samples,
            notes.ToDictionary(n => n.Subject, n => n.Note, StringComparer.Ordinal),
            [.. signed.Select(s => new SheetSignature(new(s.SignedBy), s.ByName, s.Role, s.SignedAt, s.Statement, s.Digest, s.ClientName, s.ClientEmail, s.ClientAgreedOn))]);
    }

    private sealed record ProgressRow(int Created, int Updated, int Merged, int Skipped, int Failed, int Rest);

    private sealed record CountRow(string Kind, string Name, int Many);

    private sealed record SheetRow(Guid Id, DateTimeOffset MadeAt, string Digest, string Figures, long SampleSeed);

    private sealed record NoteRow(string Subject, string Note);

    private sealed record SignRow(
        Guid SignedBy, string ByName, string Role, DateTimeOffset SignedAt, string Statement, string Digest, string? ClientName, string? ClientEmail, DateOnly? ClientAgreedOn);
}
