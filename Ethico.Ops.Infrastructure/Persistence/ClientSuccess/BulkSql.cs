using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Statements and COPY on the connection and in the transaction that a door opened.</summary>
internal static class BulkSql
{
    public static NpgsqlConnection Connection(this OpsDbContext context) => (NpgsqlConnection)context.Database.GetDbConnection();

    /// <param name="context">At an open door.</param>
    /// <param name="sql">With $1, $2…</param>
    /// <param name="values">A null is written as a typed parameter by its caller.</param>
    public static NpgsqlCommand Command(this OpsDbContext context, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, context.Connection(), (NpgsqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction())
        {
            // The door's statement_timeout decides.
            CommandTimeout = 0,
        };
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    public static NpgsqlParameter Parameter(object? value) => value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value };

    public static async Task<int> WriteAsync(this OpsDbContext context, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = context.Command(sql, values);
        context.Sent++;
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<List<T>> ReadAsync<T>(this OpsDbContext context, string sql, Func<NpgsqlDataReader, T> row, CancellationToken ct, params object?[] values)
    {
        await using var command = context.Command(sql, values);
        context.Sent++;
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<T> rows = [];
        while (await reader.ReadAsync(ct))
            rows.Add(row(reader));
        return rows;
    }

    public static T? Maybe<T>(this NpgsqlDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    public static string? MaybeText(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static async Task PutAsync<T>(this NpgsqlBinaryImporter copy, T? value, NpgsqlTypes.NpgsqlDbType type, CancellationToken ct)
    {
        if (value is null)
            await copy.WriteNullAsync(ct);
        else
            await copy.WriteAsync(value, type, ct);
    }
}
