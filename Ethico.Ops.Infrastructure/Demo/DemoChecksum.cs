using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// What a database's schema platform holds, as one value: per table sha-256 over row_to_json of all rows, one a line, in the order of
/// the primary key; over all the sha-256 of the lines <c>table hash</c>, sorted (platform.md 6).
/// </summary>
/// <param name="Overall">Lower-case hex.</param>
/// <param name="Tables">The same by table.</param>
internal sealed record DemoChecksum(string Overall, IReadOnlyDictionary<string, string> Tables)
{
    /// <param name="connectionString">Of somebody whom row security does not stop.</param>
    /// <param name="organization">Only this tenant's rows (of organizations: its own); null: everything.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<DemoChecksum> ComputeAsync(string connectionString, Guid? organization, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        // An order that does not depend on the machine's collations, and instants in one zone.
        await using (var zone = new NpgsqlCommand("set timezone = 'UTC'", connection))
            await zone.ExecuteNonQueryAsync(ct);

        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (table, tenant, order) in await TablesAsync(connection, ct))
        {
            if (organization is null || tenant is not null)
                hashes.Add(table, await HashAsync(connection, table, organization is null ? null : tenant, organization, order, ct));
        }

        var lines = string.Join('\n', hashes.Select(each => $"{each.Key} {each.Value}"));
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))), hashes);
    }

    private static async Task<List<(string Table, string? Tenant, string Order)>> TablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        const string Sql = """
            select c.relname,
                case when c.relname = 'organizations' then 'id'
                     when exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id') then 'organization_id' end,
                string_agg(format(case when a.attcollation <> 0 then 't.%I collate "C"' else 't.%I' end, a.attname), ', ' order by k.place)
            from pg_class c
            join pg_index i on i.indrelid = c.oid and i.indisprimary
            cross join unnest(i.indkey::smallint[]) with ordinality as k (attnum, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
            where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            group by c.oid, c.relname
            order by c.relname
            """;
        var tables = new List<(string, string?, string)>();
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            tables.Add((reader.GetString(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetString(1), reader.GetString(2)));
        return tables;
    }

    private static async Task<string> HashAsync(
        NpgsqlConnection connection, string table, string? tenant, Guid? organization, string order, CancellationToken ct)
    {
        // Names come from the catalogue, quoted by it; the only value is a parameter.
        var where = tenant is null ? "" : $"where t.{tenant} = $1";
        await using var command = new NpgsqlCommand($"select row_to_json(t)::text from platform.\"{table}\" t {where} order by {order}", connection);
        if (tenant is not null)
            command.Parameters.AddWithValue(organization!.Value);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            hash.AppendData(Encoding.UTF8.GetBytes(reader.GetString(0) + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
