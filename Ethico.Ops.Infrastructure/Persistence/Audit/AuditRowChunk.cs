using System.Buffers;
using System.Buffers.Binary;
using System.Data;
using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>Rows of the trail as PostgreSQL sends them: none passes through the object mapper on its way into the hash.</summary>
internal sealed class AuditRowChunk : AuditChunk
{
    private const int Columns = 23;
    private const int HeaderLength = 19; // signature, flags, and the length of an extension that is not there

    // COPY takes no parameters: where a chunk begins and ends are settings of the transaction.
    private const string Place = "select set_config('ops.read_stream', $1, true), set_config('ops.read_sequence', $2::text, true), set_config('ops.read_last', $3, true), set_config('ops.read_most', $4::text, true)";

    private const string Entries =
        """
        select id, stream, sequence, at, actor_kind, actor_id, role, session_id, organization_id, action, entity_type, entity_id, detail, outcome,
               reason, ticket, ip, user_agent, correlation_id, before, after, previous_hash, hash
        from access.audit_entry
        """;

    private const string Copy =
        $"""
        copy ({Entries}
              where (stream, sequence) > (current_setting('ops.read_stream'), current_setting('ops.read_sequence')::bigint)
                and stream <= current_setting('ops.read_last')
              order by stream, sequence limit current_setting('ops.read_most')::bigint) to stdout (format binary)
        """;

    private readonly int most;
    private readonly List<Range> rows;
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(4 * 1024 * 1024);

    private AuditRowChunk(int most)
    {
        this.most = most;
        rows = new(Math.Min(most, 8000));
    }

    /// <summary>Whether there may be more behind it.</summary>
    public bool IsFull => rows.Count == most;

    /// <summary>The entries behind a key up to and with a last stream.</summary>
    public static async Task<AuditRowChunk> ReadAsync(OpsDbContext context, (string Stream, long Sequence) after, string last, int most, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using (var place = new NpgsqlCommand(Place, connection))
        {
            place.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after.Stream });
            place.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Sequence });
            place.Parameters.Add(new NpgsqlParameter<string> { TypedValue = last });
            place.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
            await place.ExecuteNonQueryAsync(ct);
        }

        var chunk = new AuditRowChunk(most);
        await chunk.FillAsync(connection, Copy, ct);
        return chunk;
    }

    /// <summary>The entries that lie in a run of pages, as they lie.</summary>
    public static async Task<AuditRowChunk> ReadPagesAsync(OpsDbContext context, long from, long until, CancellationToken ct)
    {
        var chunk = new AuditRowChunk(int.MaxValue);
        await chunk.FillAsync(
            (NpgsqlConnection)context.Database.GetDbConnection(),
            string.Create(CultureInfo.InvariantCulture, $"copy ({Entries} where ctid >= '({from},0)' and ctid < '({until},0)') to stdout (format binary)"),
            ct);
        return chunk;
    }

    public (string Stream, long Sequence) LastKey()
    {
        var row = bytes.AsSpan(rows[^1]);
        var stream = row[(4 + 16)..];
        var length = BinaryPrimitives.ReadInt32BigEndian(stream);
        return (Encoding.UTF8.GetString(stream.Slice(4, length)), BinaryPrimitives.ReadInt64BigEndian(stream[(4 + length + 4)..]));
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
        base.Dispose(disposing);
    }

    // Read to its end: the connection is free for the next statement when the chunk is handed out.
    private async Task FillAsync(NpgsqlConnection connection, string copy, CancellationToken ct)
    {
        var filled = 0;
        await using (var from = await connection.BeginRawBinaryCopyAsync(copy, ct))
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
}
