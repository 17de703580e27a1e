using System.Buffers;
using System.Buffers.Binary;
using System.Data;
using System.Runtime.CompilerServices;
using Ethico.Ops.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>
/// Rows of the trail as PostgreSQL sends them, read by key in batches: no statement runs long, and no row passes through the object
/// mapper on its way into the hash.
/// </summary>
internal sealed class AuditRowChunk : AuditChunk
{
    private const int Batch = 4000;
    private const int Columns = 23;
    private const int HeaderLength = 19; // signature, flags, and the length of an extension that is not there

    // Where a batch begins is a setting of the transaction, because COPY takes no parameters.
    private const string Place = "select set_config('ops.read_stream', $1, true), set_config('ops.read_sequence', $2::text, true)";

    private static readonly string Copy =
        $"""
        copy (select id, stream, sequence, at, actor_kind, actor_id, role, session_id, organization_id, action, entity_type, entity_id, detail, outcome,
                     reason, ticket, ip, user_agent, correlation_id, before, after, previous_hash, hash
              from access.audit_entry
              where (stream, sequence) > (current_setting('ops.read_stream'), current_setting('ops.read_sequence')::bigint)
              order by stream, sequence limit {Batch}) to stdout (format binary)
        """;

    private readonly List<Range> rows = new(Batch);
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(4 * 1024 * 1024);

    public static async IAsyncEnumerable<AuditChunk> AllAsync(OpsDbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using var place = new NpgsqlCommand(Place, connection);
        var stream = place.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "" });
        var sequence = place.Parameters.Add(new NpgsqlParameter<long> { TypedValue = 0 });
        for (var read = Batch; read == Batch;)
        {
            await place.ExecuteNonQueryAsync(ct);
            var chunk = new AuditRowChunk();
            await chunk.FillAsync(connection, ct);
            read = chunk.rows.Count;
            if (read > 0)
                (stream.Value, sequence.Value) = chunk.LastKey();
            yield return chunk;
        }
    }

    public override void ReadInto(AuditBatch batch)
    {
        foreach (var row in rows)
        {
            var fields = new AuditRowFields(bytes.AsSpan(row));
            batch.Add(ref fields);
        }
    }

    protected override void Dispose(bool disposing)
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    // Read to its end: the connection is free for the next statement when the chunk is handed out.
    private async Task FillAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var filled = 0;
        await using (var from = await connection.BeginRawBinaryCopyAsync(Copy, ct))
        {
            int read;
            while ((read = await from.ReadAsync(bytes.AsMemory(filled), ct)) > 0)
            {
                filled += read;
                if (filled == bytes.Length)
                    Grow();
            }
        }

        FindRows(bytes.AsSpan(0, filled));
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }

    private void FindRows(ReadOnlySpan<byte> all)
    {
        var at = HeaderLength;
        short columns;
        while ((columns = BinaryPrimitives.ReadInt16BigEndian(all[at..])) != -1)
        {
            if (columns != Columns)
                throw new DataException($"A row of the trail has {columns} columns.");
            at += 2;
            var start = at;
            for (var i = 0; i < Columns; i++)
                at += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(all[at..]));
            rows.Add(start..at);
        }
    }

    private (string Stream, long Sequence) LastKey()
    {
        var row = bytes.AsSpan(rows[^1]);
        var stream = row[(4 + 16)..];
        var length = BinaryPrimitives.ReadInt32BigEndian(stream);
        return (System.Text.Encoding.UTF8.GetString(stream.Slice(4, length)), BinaryPrimitives.ReadInt64BigEndian(stream[(4 + length + 4)..]));
    }
}
