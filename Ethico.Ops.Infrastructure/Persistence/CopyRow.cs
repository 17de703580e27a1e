using System.Buffers.Binary;
using System.Text;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>One row as PostgreSQL's binary COPY sends it; its columns are taken one after another.</summary>
internal ref struct CopyRow(ReadOnlySpan<byte> bytes)
{
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>The column's bytes.</summary>
    /// <param name="isNull">There are none, and not because it is empty.</param>
    public ReadOnlySpan<byte> Bytes(out bool isNull)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        isNull = length < 0;
        var field = isNull ? [] : rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + field.Length)..];
        return field;
    }

    public Guid Id() => new(Bytes(out _), bigEndian: true);

    public Guid? MaybeId() => Bytes(out var isNull) is var field && isNull ? null : new(field, bigEndian: true);

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Bytes(out _));

    public int? MaybeInt() => Bytes(out var isNull) is var field && isNull ? null : BinaryPrimitives.ReadInt32BigEndian(field);

    /// <summary>A number sent as whole tenths; with its tenth, also where that is 0.</summary>
    public decimal? MaybeTenths() => MaybeInt() is { } tenths ? tenths * 0.1m : null;

    public string? MaybeText() => Bytes(out var isNull) is var field && isNull ? null : Encoding.UTF8.GetString(field);

    public bool Bool() => Bytes(out _)[0] != 0;

    /// <summary>A day number; infinity is the largest or smallest there is.</summary>
    public int Day() => DayOf(BinaryPrimitives.ReadInt32BigEndian(Bytes(out _)));

    public int? MaybeDay() => Bytes(out var isNull) is var field && isNull ? null : DayOf(BinaryPrimitives.ReadInt32BigEndian(field));

    /// <summary>Ticks of UTC; infinity is the largest or smallest there is.</summary>
    public long Instant() => TicksOf(BinaryPrimitives.ReadInt64BigEndian(Bytes(out _)));

    public long? MaybeInstant() => Bytes(out var isNull) is var field && isNull ? null : TicksOf(BinaryPrimitives.ReadInt64BigEndian(field));

    private static int DayOf(int stored) => stored is int.MaxValue or int.MinValue ? stored : stored + EpochDay;

    private static long TicksOf(long stored) => stored is long.MaxValue or long.MinValue ? stored : (stored * TimeSpan.TicksPerMicrosecond) + Epoch;
}
