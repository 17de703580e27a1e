using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Rows beside what the tenant has already (MIG-DUP-003, MIG-REF-007).</summary>
internal static class LiveRows
{
    public static Task<List<int>> SameTextAsync(NpgsqlConnection connection, RunScope scope, string sourceSystem, int[]? rows, CancellationToken ct) =>
        ReadAsync(
            connection,
            """
            select distinct s.row_number
            from migration.staged_rows s
            join platform.reports r on r.organization_id = s.organization_id and r.received_at = s.received_at and r.details = s.details
            where s.organization_id = $1 and s.run_id = $2 and ($3::int[] is null or s.row_number = any($3)) and s.skip_code is distinct from 'BY_PERSON'
              and (r.source_system, r.source_record_id) is distinct from ($4, s.row_key)
            """,
            ct, scope.Tenant.Value, scope.Run.Value, rows, sourceSystem);

    // By the first of what a person is matched by; several of one bare name are no news.
    public static Task<List<int>> SeveralPeopleAsync(NpgsqlConnection connection, RunScope scope, int[]? rows, CancellationToken ct) =>
        ReadAsync(
            connection,
            """
            select distinct p.row_number
            from migration.staged_people p
            where p.organization_id = $1 and p.run_id = $2 and ($3::int[] is null or p.row_number = any($3))
              and case p.matched_by
                when 'EMPLOYEE' then (select count(*) from (select from platform.persons x
                    where x.organization_id = p.organization_id and x.employee_id = p.employee_id limit 2) several)
                when 'EMAIL' then (select count(*) from (select from platform.persons x
                    where x.organization_id = p.organization_id and lower(x.email) = lower(p.email) limit 2) several)
                when 'NAME_PHONE' then (select count(*) from (select from platform.persons x
                    where x.organization_id = p.organization_id and x.name_key = p.name_key and x.phone = p.phone limit 2) several)
                else 0 end > 1
              and exists (select from platform.persons any_at_all where any_at_all.organization_id = p.organization_id)
            """,
            ct, scope.Tenant.Value, scope.Run.Value, rows);

    private static async Task<List<int>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = RowSql.Command(connection, sql, values);
        var rows = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(reader.GetInt32(0));
        return rows;
    }
}
