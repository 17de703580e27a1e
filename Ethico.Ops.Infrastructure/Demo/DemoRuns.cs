using System.Globalization;
using System.Text.Json;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// The runs behind what counts as imported in the demo, as an import would have left them: head, ledger with fingerprints (of what was
/// edited since, another one), source keys, and a signed sheet. So the way back that the runs page counts down is a real one. Two that
/// came to nothing stand beside them: one rolled back, one given up.
/// </summary>
internal static class DemoRuns
{
    private const string Heads =
        """
        insert into migration.runs (id, organization_id, reference, state, state_at, furthest_step, created_at, created_by, last_act_at, source, source_system, source_label,
            files_total, rows_total, rows_checked, columns_total, plan_create, rows_done, rows_created, holder_id, held_since, renewed_at, mapping_version,
            import_started_at, import_started_by, completed_at, signed_off_at, window_closed_at, purged_at)
        select m.id, m.organization_id, 'MIG-' || m.year || '-' || lpad((row_number() over (partition by m.year order by m.at, m.id)
                + (select count(*) from unnest($3::timestamptz[]) n where n < m.at and extract(year from n at time zone 'UTC') = m.year))::text, 5, '0'),
            case when m.is_signed then 'VERIFIED' else 'IMPORTED' end, case when m.is_signed then m.signed_at else m.at end, case when m.is_signed then 8 else 7 end,
            m.at - interval '6 hours', $2, case when m.is_signed then m.signed_at else m.at end,
            case when m.system like 'Generic: %' then 'GENERIC' else 'CASE_IQ' end, m.system, case when m.system like 'Generic: %' then substr(m.system, 10) end,
            1, m.rows, m.rows, 12, m.rows, m.rows, m.rows, $2, m.at - interval '6 hours', m.at, 1,
            m.at - interval '4 minutes', $2, m.at, case when m.is_signed then m.signed_at end,
            case when m.at + interval '168 hours' <= $1 then m.at + interval '168 hours' end, case when m.at + interval '30 days' <= $1 then m.at + interval '30 days' end
        from (select r.*, extract(year from r.at at time zone 'UTC')::int as year, r.at + interval '20 hours' as signed_at, r.at + interval '48 hours' <= $1 and r.cases > 0 as is_signed
            from (select x.migration_run_id as id, x.organization_id, min(x.migrated_at) as at, max(x.source_system) as system, count(*) filter (where x.is_case)::int as cases, count(*)::int as rows
                from (select c.migration_run_id, c.organization_id, c.migrated_at, c.source_system, true as is_case from platform.cases c where c.migration_run_id is not null
                    union all select p.migration_run_id, p.organization_id, p.migrated_at, p.source_system, false from platform.persons p
                        where p.migration_run_id is not null and not exists (select from platform.cases c where c.organization_id = p.organization_id and c.migration_run_id = p.migration_run_id)) x
                group by 1, 2) r) m
        """;

    private const string Progress =
        """
        insert into migration.progress (organization_id, run_id, total_rows, next_position, created, worker_epoch, started_at, moved_at, completed_at)
        select organization_id, id, rows_total, rows_total + 1, rows_total, 1, import_started_at, completed_at, completed_at from migration.runs
        """;

    // The client's edits came after: what stands now is not what the import left, so any other fingerprint is the truth.
    private const string Ledger =
        """
        with cases as (
            select c.*, row_number() over (partition by c.migration_run_id order by c.source_record_id collate "C", c.id)::int as position
            from platform.cases c where c.migration_run_id is not null
        ), people as (
            select p.*, row_number() over (partition by p.migration_run_id order by p.id)::int as position from platform.persons p where p.migration_run_id is not null
        ), things as (
            select x.organization_id, x.id, x.migration_run_id, 'CATEGORY' as entity, 12 as place, row_number() over (partition by x.migration_run_id order by x.id)::int as position
            from platform.categories x where x.migration_run_id is not null
            union all select x.organization_id, x.id, x.migration_run_id, 'LOCATION', 14, row_number() over (partition by x.migration_run_id order by x.id)::int
            from platform.locations x where x.migration_run_id is not null
        )
        insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id, link_id, fingerprint)
        select c.organization_id, c.migration_run_id, c.position, 2, 'CASE', 'CREATED', c.id, null, case when c.row_version > 1 then sha256('as imported'::bytea) else l.fingerprint end
        from cases c join migration.live_cases l on l.organization_id = c.organization_id and l.id = c.id
        union all
        select c.organization_id, c.migration_run_id, c.position, 1, 'REPORT', 'CREATED', k.report_id, c.id, l.fingerprint
        from cases c join platform.case_reports k on k.organization_id = c.organization_id and k.case_id = c.id and k.kind = 'PRIMARY'
        join migration.live_reports l on l.organization_id = k.organization_id and l.id = k.report_id
        union all
        select c.organization_id, c.migration_run_id, c.position, 3, 'CASE_REPORT', 'CREATED', c.id, k.report_id, null
        from cases c join platform.case_reports k on k.organization_id = c.organization_id and k.case_id = c.id and k.kind = 'PRIMARY'
        union all
        select p.organization_id, p.migration_run_id, p.position, 4, 'PERSON', 'CREATED', p.id, null, l.fingerprint
        from people p join migration.live_people l on l.organization_id = p.organization_id and l.id = p.id
        union all
        select t.organization_id, t.migration_run_id, t.position, t.place, t.entity, 'CREATED', t.id, null,
            coalesce((select l.fingerprint from migration.live_categories l where t.entity = 'CATEGORY' and l.organization_id = t.organization_id and l.id = t.id),
                (select l.fingerprint from migration.live_locations l where t.entity = 'LOCATION' and l.organization_id = t.organization_id and l.id = t.id))
        from things t
        """;

    private const string Keys =
        """
        insert into migration.source_keys (organization_id, source_system, source_record_id, entity, entity_id, run_id, fingerprint)
        select c.organization_id, c.source_system, c.source_record_id, g.entity, g.entity_id, g.run_id, g.fingerprint
        from migration.ledger g
        join platform.cases c on c.organization_id = g.organization_id and c.id = case g.entity when 'CASE' then g.entity_id else g.link_id end
        where g.entity in ('CASE', 'REPORT')
        union all
        select p.organization_id, p.source_system, p.source_record_id, 'PERSON', p.id, g.run_id, g.fingerprint
        from migration.ledger g join platform.persons p on p.organization_id = g.organization_id and p.id = g.entity_id
        where g.entity = 'PERSON' and p.source_record_id is not null
        on conflict do nothing
        """;

    private const string Nothing =
        """
        insert into migration.runs (id, organization_id, reference, state, state_at, furthest_step, created_at, created_by, last_act_at, source, source_system, source_label,
            files_total, rows_total, rows_done, rows_created, rollback_done, rollback_removed, holder_id, held_since, renewed_at, mapping_version,
            completed_at, window_closed_at, rollback_reason, rolled_back_at, over_at, purged_at, cause_code, cause)
        select $2, o.id, 'MIG-' || extract(year from $3::timestamptz at time zone 'UTC')::int || '-' || lpad((select count(*) + 1 from migration.runs r
                where extract(year from coalesce(r.completed_at, r.over_at) at time zone 'UTC') = extract(year from $3::timestamptz at time zone 'UTC') and coalesce(r.completed_at, r.over_at) < $3)::text, 5, '0'),
            $4, $3, case $4 when 'ABANDONED' then 4 else 8 end, $3 - interval '2 days', $5, $3, $6, $7, $8,
            1, 420, case $4 when 'ABANDONED' then 0 else 420 end, case $4 when 'ABANDONED' then 0 else 420 end, case $4 when 'ABANDONED' then 0 else 420 end, case $4 when 'ABANDONED' then 0 else 420 end,
            $5, $3 - interval '2 days', $3, 1,
            case $4 when 'ABANDONED' then null else $3 - interval '1 day' end, case $4 when 'ABANDONED' then null else $3 + interval '6 days' end,
            case $4 when 'ABANDONED' then null else 'The client sent the wrong year' end, case $4 when 'ABANDONED' then null else $3 end, $3, $3 + interval '30 days', null, null
        from platform.organizations o where o.name = $1
        """;

    private const string Counter =
        """
        insert into migration.reference_counter (year, last_value)
        select substr(reference, 5, 4)::int, max(substr(reference, 10)::int) from migration.runs group by 1
        """;

    public static async Task AddAsync(NpgsqlConnection connection, DateTimeOffset anchor, CancellationToken ct)
    {
        var by = DemoStaff.IdOf("jun");
        var (rolledBack, givenUp) = (anchor.AddDays(-130), anchor.AddDays(-60));
        await RunAsync(connection, Heads, ct, anchor, by, (DateTimeOffset[])[rolledBack, givenUp]);
        foreach (var sql in (string[])[Progress, Ledger, Keys])
            await RunAsync(connection, sql, ct);
        await RunAsync(connection, Nothing, ct, "Northfield Components", IdOf("rolled back"), rolledBack, "ROLLED_BACK", by, "CASE_IQ", "Case IQ", DBNull.Value);
        await RunAsync(connection, Nothing, ct, "Ostrava Glass", IdOf("given up"), givenUp, "ABANDONED", by, "GENERIC", "Generic: old list", "old list");
        await RunAsync(connection, Counter, ct);
        await SignAsync(connection, by, ct);
    }

    // The sheet of each signed run, counted from what stands: in the demo both sides are the same.
    private static async Task SignAsync(NpgsqlConnection connection, Guid by, CancellationToken ct)
    {
        var lines = new List<(Guid Tenant, Guid Run, DateTimeOffset At, string Subject, int Many)>();
        await using (var command = new NpgsqlCommand(
            """
            select r.organization_id, r.id, r.signed_off_at, k.subject, count(*)::int
            from migration.runs r
            join platform.cases c on c.organization_id = r.organization_id and c.migration_run_id = r.id
            join platform.case_reports x on x.organization_id = c.organization_id and x.case_id = c.id and x.kind = 'PRIMARY'
            join platform.reports p on p.organization_id = x.organization_id and p.id = x.report_id
            join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
            cross join lateral (values ('STATUS ' || c.status), ('YEAR ' || extract(year from p.received_at at time zone 'UTC')::int), ('CATEGORY ' || g.name)) k (subject)
            where r.signed_off_at is not null group by 1, 2, 3, 4 order by 2, 4
            """, connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                lines.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3), reader.GetInt32(4)));
        foreach (var run in lines.GroupBy(l => (l.Tenant, l.Run, l.At)))
        {
            var rows = run.Where(l => l.Subject.StartsWith("STATUS ", StringComparison.Ordinal)).Sum(l => l.Many);
            var figures = new SheetFigures(
                rows, rows, 0, 0, 0, 0, rows, [.. run.Select(l => new SheetLine(l.Subject, l.Many, l.Many))], new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
            var (digest, sheet) = (figures.Digest(), IdOf(FormattableString.Invariant($"sheet {run.Key.Run}")));
            await RunAsync(
                connection,
                "insert into migration.sheets (organization_id, run_id, id, made_at, sample_seed, digest, is_balanced, figures) values ($1, $2, $3, $4, 20260615, $5, true, $6::jsonb)",
                ct, run.Key.Tenant, run.Key.Run, sheet, run.Key.At.AddHours(-1), digest, JsonSerializer.Serialize(figures, SheetSql.Json));
            await RunAsync(
                connection,
                """
                insert into migration.signoffs (organization_id, run_id, id, sheet_id, digest, signed_by, role, signed_at, statement)
                values ($1, $2, $3, $4, $5, $6, 'IMPLEMENTATION_SPECIALIST', $7, 'All rows are accounted for, looked at with the client')
                """,
                ct, run.Key.Tenant, run.Key.Run, IdOf(FormattableString.Invariant($"signature {run.Key.Run}")), sheet, digest, by, run.Key.At);
        }
    }

    private static Guid IdOf(string what) => new(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"ethico-ops/demo-run/{what}"))).AsSpan(0, 16), bigEndian: true);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
