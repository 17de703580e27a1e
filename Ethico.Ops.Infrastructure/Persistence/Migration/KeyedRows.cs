using Ethico.Ops.Domain.Migration;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Staged rows as the judgement of duplicates sees them.</summary>
internal static class KeyedRows
{
    public static async Task<List<KeyedRow>> ReadAsync(NpgsqlConnection connection, RunScope scope, int[] numbers, CancellationToken ct)
    {
        await using var command = RowSql.Command(
            connection,
            """
            select row_number, row_key, key_hash, raw_key_hash, reference_hash, report_hash, text_hash, digest, skip_code is not distinct from 'BY_PERSON'
            from migration.staged_rows where organization_id = $2 and run_id = $3 and row_number = any($1)
            """,
            numbers, scope.Tenant.Value, scope.Run.Value);
        var rows = new List<KeyedRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(new KeyedRow(
                reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1), Hash(reader, 2), Hash(reader, 3), Hash(reader, 4), Hash(reader, 5), Hash(reader, 6),
                Convert.ToHexString(reader.GetFieldValue<byte[]>(7)), reader.GetBoolean(8)));
        return rows;
    }

    private static long? Hash(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetInt64(at);
}
