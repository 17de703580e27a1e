using System.Buffers;
using System.Buffers.Binary;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>Reads a query's rows by binary COPY as they arrive, without an object for any of them.</summary>
internal static class CopyReader
{
    private const int HeaderLength = 19; // signature, flags, and the length of an extension that is not there

    /// <summary>Keeps its thread: a row is a message of its own, and to wait for each of ten million costs more than the rows do. For jobs, never for a page.</summary>
    /// <param name="connection">Free, in the transaction of an open door.</param>
    /// <param name="query">COPY takes no parameters: literals only, and none that somebody typed.</param>
    /// <param name="handle">Takes all columns of a row, or the first ones of it.</param>
    /// <param name="ct">Ends it between two blocks.</param>
    public static void Read(NpgsqlConnection connection, string query, CopyRowHandler handle, CancellationToken ct)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            using var from = connection.BeginRawBinaryCopy($"copy ({query}) to stdout (format binary)");
            var (start, end, isBegun) = (0, 0, false);
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                if (end == bytes.Length)
                    (bytes, start, end) = MakeRoom(bytes, start, end);
                var read = from.Read(bytes.AsSpan(end));
                if (read == 0)
                    return;
                end += read;
                if (!isBegun)
                {
                    if (end < HeaderLength)
                        continue;
                    (start, isBegun) = (HeaderLength, true);
                }

                start += Handle(bytes.AsSpan(start, end - start), handle);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // Answers how many bytes were of whole rows.
    private static int Handle(ReadOnlySpan<byte> bytes, CopyRowHandler handle)
    {
        var at = 0;
        while (RowEnd(bytes, at) is var end and > 0)
        {
            var row = new CopyRow(bytes[(at + sizeof(short))..end]);
            handle(ref row);
            at = end;
        }

        return at;
    }

    // 0: not all of it is there, or it is the end mark.
    private static int RowEnd(ReadOnlySpan<byte> bytes, int at)
    {
        if (at + sizeof(short) > bytes.Length || BinaryPrimitives.ReadInt16BigEndian(bytes[at..]) is not (>= 0 and var columns))
            return 0;
        at += sizeof(short);
        for (; columns > 0; columns--)
        {
            if (at + sizeof(int) > bytes.Length)
                return 0;
            at += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[at..]));
        }

        return at > bytes.Length ? 0 : at;
    }

    private static (byte[] Bytes, int Start, int End) MakeRoom(byte[] bytes, int start, int end)
    {
        var to = start == 0 ? ArrayPool<byte>.Shared.Rent(bytes.Length * 2) : bytes;
        bytes.AsSpan(start, end - start).CopyTo(to);
        if (to != bytes)
            ArrayPool<byte>.Shared.Return(bytes);
        return (to, 0, end - start);
    }
}
