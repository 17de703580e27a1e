using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>
/// A table of the run that is filled by COPY: PostgreSQL refuses COPY into a table with row security, so the bytes go to a
/// temporary one, with its columns written out, and from there under the policy.
/// </summary>
internal sealed class CopyTable
{
    private readonly string table;
    private readonly string definition;
    private readonly string columns;

    public CopyTable(string table, string definition)
    {
        this.table = table;
        this.definition = definition;
        var names = definition.Split(", ").Select(c => c.Split(' ')[0]).ToArray();
        columns = string.Join(", ", names);
        ColumnCount = names.Length;
    }

    public int ColumnCount { get; }

    /// <summary>Within the door's transaction; its policy judges each row.</summary>
    public async Task FillAsync(NpgsqlConnection connection, OrganizationId tenant, RunId run, CopyBuffer rows, CancellationToken ct)
    {
        if (rows.Rows == 0)
            return;
        await BringAsync(connection, rows, ct);
        await using var insert = new NpgsqlCommand(
            $"insert into migration.{table} (organization_id, run_id, {columns}) select $1, $2, {columns} from pg_temp.incoming_{table}", connection);
        insert.Parameters.AddWithValue(tenant.Value);
        insert.Parameters.AddWithValue(run.Value);
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Only into the temporary table, <c>pg_temp.incoming_…</c>.</summary>
    public async Task BringAsync(NpgsqlConnection connection, CopyBuffer rows, CancellationToken ct)
    {
        await using (var create = new NpgsqlCommand(
            $"drop table if exists pg_temp.incoming_{table}; create temporary table incoming_{table} ({definition}) on commit drop", connection))
            await create.ExecuteNonQueryAsync(ct);
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy pg_temp.incoming_{table} ({columns}) from stdin (format binary)", ct);
        await copy.WriteAsync(rows.Sealed(), ct);
    }
}
