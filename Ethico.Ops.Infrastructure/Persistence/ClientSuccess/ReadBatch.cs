using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Reads that need nothing of each other, in one trip to the database.</summary>
internal sealed class ReadBatch(OpsDbContext context)
{
    private readonly List<(NpgsqlBatchCommand Command, Action<NpgsqlDataReader> Take)> asked = [];

    /// <summary>Its rows are there after <see cref="SendAsync"/>.</summary>
    public List<T> Ask<T>(string sql, Func<NpgsqlDataReader, T> row, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(values.Select(BulkSql.Parameter).ToArray());
        List<T> rows = [];
        asked.Add((command, r => rows.Add(row(r))));
        return rows;
    }

    public async Task SendAsync(CancellationToken ct)
    {
        // The door's statement_timeout decides.
        await using var batch = new NpgsqlBatch(context.Connection(), (NpgsqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction()) { Timeout = 0 };
        foreach (var (command, _) in asked)
            batch.BatchCommands.Add(command);
        context.Sent += asked.Count;
        await using var reader = await batch.ExecuteReaderAsync(ct);
        foreach (var (_, take) in asked)
        {
            while (await reader.ReadAsync(ct))
                take(reader);
            await reader.NextResultAsync(ct);
        }
    }
}
