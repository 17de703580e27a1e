using Ethico.Ops.Domain.Migration;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>A staged row as a re-check needs it: without the values it was mapped to.</summary>
internal sealed record StagedState(
    KeyedRow Row, int FileNumber, int FileRow, long Line, int[] Marks, string[]? Cells, string? SkipCode, string? SkipReason, int? MergedInto)
{
    public int Number => Row.Number;

    public static StagedState Read(NpgsqlDataReader reader)
    {
        var skipCode = reader.IsDBNull(13) ? null : reader.GetString(13);
        return new(
            new KeyedRow(
                reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1), Hash(reader, 2), Hash(reader, 3), Hash(reader, 4), Hash(reader, 5), Hash(reader, 6),
                Convert.ToHexString(reader.GetFieldValue<byte[]>(7)), skipCode is "BY_PERSON"),
            reader.GetInt16(8), reader.GetInt32(9), reader.GetInt64(10),
            reader.IsDBNull(11) ? [] : reader.GetFieldValue<int[]>(11), reader.IsDBNull(12) ? null : reader.GetFieldValue<string[]>(12),
            skipCode, reader.IsDBNull(14) ? null : reader.GetString(14), reader.IsDBNull(15) ? null : reader.GetInt32(15));
    }

    private static long? Hash(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetInt64(at);
}
