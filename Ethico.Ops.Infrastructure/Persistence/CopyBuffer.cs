using System.Buffers.Binary;
using System.Text;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>
/// Rows in PostgreSQL's binary COPY format, written where they are made: one thread maps and encodes while another waits for the
/// database, and a batch is one block of bytes instead of ten thousand objects.
/// </summary>
internal sealed class CopyBuffer
{
    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    public CopyBuffer() => Clear();

    public int Rows { get; private set; }

    public int Length => length;

    /// <summary>Everything with the end mark; the buffer is not to be added to before <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Sealed()
    {
        Room(2);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(length), -1);
        return bytes.AsMemory(0, length + 2);
    }

    public void Clear()
    {
        Signature.CopyTo(bytes, 0);
        length = Signature.Length;
        Rows = 0;
    }

    /// <summary>What there is so far, for a stream that goes on; the buffer is empty behind it.</summary>
    public ReadOnlyMemory<byte> Taken()
    {
        var taken = bytes.AsMemory(0, length);
        length = 0;
        return taken;
    }

    public void BeginRow(int columns)
    {
        Short(columns);
        Rows++;
    }

    public void Null() => Int(-1);

    public void Add(int value)
    {
        Int(4);
        Int(value);
    }

    public void Add(int? value)
    {
        if (value is { } known)
            Add(known);
        else
            Null();
    }

    public void Add(long value)
    {
        Int(8);
        Long(value);
    }

    public void Add(long? value)
    {
        if (value is { } known)
            Add(known);
        else
            Null();
    }

    public void Add(bool? value)
    {
        if (value is not { } known)
        {
            Null();
            return;
        }

        Int(1);
        Room(1);
        bytes[length++] = known ? (byte)1 : (byte)0;
    }

    public void Add(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        Room(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var written = Encoding.UTF8.GetBytes(value, bytes.AsSpan(length + sizeof(int)));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(length), written);
        length += sizeof(int) + written;
    }

    public void AddJson(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        Room(sizeof(int) + 1 + Encoding.UTF8.GetMaxByteCount(value.Length));
        bytes[length + sizeof(int)] = 1; // version of the jsonb format
        var written = Encoding.UTF8.GetBytes(value, bytes.AsSpan(length + sizeof(int) + 1)) + 1;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(length), written);
        length += sizeof(int) + written;
    }

    public void Add(byte[] value)
    {
        Int(value.Length);
        Room(value.Length);
        value.CopyTo(bytes, length);
        length += value.Length;
    }

    /// <param name="value">Whole bytes, the first bit first.</param>
    /// <param name="bits">How many of them count.</param>
    public void AddBits(ReadOnlySpan<byte> value, int bits)
    {
        Int(sizeof(int) + value.Length);
        Int(bits);
        Room(value.Length);
        value.CopyTo(bytes.AsSpan(length));
        length += value.Length;
    }

    /// <param name="number">Of the day (<see cref="DateOnly.DayNumber"/>).</param>
    public void AddDay(int number) => Add(number - EpochDay);

    public void Add(Guid? value)
    {
        if (value is not { } known)
        {
            Null();
            return;
        }

        Int(16);
        Room(16);
        known.TryWriteBytes(bytes.AsSpan(length), bigEndian: true, out _);
        length += 16;
    }

    public void Add(DateTimeOffset? value)
    {
        if (value is { } known)
            Add((known - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);
        else
            Null();
    }

    public void Add(DateOnly? value)
    {
        if (value is { } known)
            Add(known.DayNumber - EpochDay);
        else
            Null();
    }

    public void Add(IReadOnlyList<int>? values)
    {
        if (values is null or [])
        {
            Null();
            return;
        }

        Int(20 + (8 * values.Count));
        ArrayHead(values.Count, elementType: 23);
        for (var i = 0; i < values.Count; i++)
            Add(values[i]);
    }

    public void AddArray(ReadOnlySpan<int> values)
    {
        Int(20 + (8 * values.Length));
        ArrayHead(values.Length, elementType: 23);
        foreach (var value in values)
            Add(value);
    }

    public void AddArray(ReadOnlySpan<long> values)
    {
        Int(20 + (12 * values.Length));
        ArrayHead(values.Length, elementType: 20);
        foreach (var value in values)
            Add(value);
    }

    public void Add(IReadOnlyList<string>? values)
    {
        if (values is null or [])
        {
            Null();
            return;
        }

        var start = length;
        Int(0);
        ArrayHead(values.Count, elementType: 25);
        for (var i = 0; i < values.Count; i++)
            Add(values[i]);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(start), length - start - sizeof(int));
    }

    /// <summary>An array without elements where there are none.</summary>
    public void AddTexts(IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            Add(values);
            return;
        }

        Int(12);
        Int(0);
        Int(0);
        Int(25);
    }

    /// <summary>As numeric: digits of ten thousand, those before the point first.</summary>
    public void Add(decimal? value)
    {
        if (value is not { } known)
        {
            Null();
            return;
        }

        const int Base = 10_000;
        Span<short> digits = stackalloc short[16];
        var whole = decimal.Truncate(Math.Abs(known));
        var part = Math.Abs(known) - whole;
        var first = 8;
        for (var rest = whole; rest > 0; rest = decimal.Truncate(rest / Base))
            digits[--first] = (short)(rest % Base);
        var weight = 8 - first - 1;
        var last = 8;
        for (; part > 0; part -= decimal.Truncate(part))
        {
            part *= Base;
            digits[last++] = (short)decimal.Truncate(part);
        }

        Int(8 + (2 * (last - first)));
        Short(last - first);
        Short(weight);
        Short(known < 0 ? 0x4000 : 0);
        Short(known.Scale);
        foreach (var digit in digits[first..last])
            Short(digit);
    }

    // One dimension, no nulls, from 1.
    private void ArrayHead(int count, int elementType)
    {
        Int(1);
        Int(0);
        Int(elementType);
        Int(count);
        Int(1);
    }

    private void Int(int value)
    {
        Room(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(length), value);
        length += sizeof(int);
    }

    private void Short(int value)
    {
        Room(sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(length), (short)value);
        length += sizeof(short);
    }

    private void Long(long value)
    {
        Room(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(length), value);
        length += sizeof(long);
    }

    private void Room(int more)
    {
        if (length + more + 2 > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more + 2));
    }
}
