using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Rows beside what the tenant has already (MIG-DUP-003, MIG-REF-007).</summary>
internal static class LiveRows
{
    public static Task<List<int>> SameTextAsync(NpgsqlConnection connection, RunScope scope, string sourceSystem, int[]? rows, CancellationToken ct) =>
        ReadAsync(
            connection,
            $"""
            select distinct s.row_number
            from migration.staged_rows s
            join platform.reports r on r.organization_id = s.organization_id and r.received_at = s.received_at and r.details = s.details
            where s.organization_id = $1 and s.run_id = $2 {Only(rows, "s", 4)} and s.skip_code is distinct from 'BY_PERSON'
              and (r.source_system, r.source_record_id) is distinct from ($3, s.row_key)
            """,
            ct, rows is null ? [scope.Tenant.Value, scope.Run.Value, sourceSystem] : [scope.Tenant.Value, scope.Run.Value, sourceSystem, rows]);

    // By the first of what a person is matched by; several of one bare name are no news.
    public static Task<List<int>> SeveralPeopleAsync(NpgsqlConnection connection, RunScope scope, int[]? rows, CancellationToken ct) =>
        ReadAsync(
            connection,
            $"""
            select distinct p.row_number
            from migration.staged_people p
            where p.organization_id = $1 and p.run_id = $2 {Only(rows, "p", 3)}
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
            ct, rows is null ? [scope.Tenant.Value, scope.Run.Value] : [scope.Tenant.Value, scope.Run.Value, rows]);

    // Said only where it is meant: an OR with "all of them" would hide the rows from the index.
    private static string Only(int[]? rows, string table, int parameter) => rows is null ? "" : $"and {table}.row_number = any(${parameter})";

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
