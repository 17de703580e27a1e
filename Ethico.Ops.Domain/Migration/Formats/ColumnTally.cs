using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Counts one column. While its values are few each is looked at once, at the end, with its count; beyond that each cell is
/// looked at as it comes and no value is kept.
/// </summary>
internal sealed class ColumnTally(string name, DateOnly today, ValueRoom room)
{
    private const int Samples = 5;
    private const int LongestValue = 200;

    private readonly List<string> samples = [];
    private readonly DateTally dates = new(today);
    private Dictionary<string, int>? values = new(StringComparer.Ordinal);
    private HashSet<UInt128>? others = [];
    private int rows;
    private int blanks;
    private int longest;
    private long length;
    private int emails;
    private int phones;
    private int dateLike;
    private int numbers;
    private int booleans;
    private int digits;
    private int barePowers;

    public void Add(string cell)
    {
        rows++;
        if (WhiteSpace.Trim(cell.AsSpan()).IsEmpty)
        {
            blanks++;
            return;
        }

        length += cell.Length;
        longest = Math.Max(longest, cell.Length);
        if (samples.Count < Samples)
            Sample(cell);
        if (values is null)
            Look(cell, 1);
        else
            Count(cell);
    }

    public ColumnProfile Result()
    {
        if (values is not null)
        {
            foreach (var (value, count) in values)
                Look(value, count);
        }

        var filled = rows - blanks;
        var listed = values?.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => new ValueCount(each.Key, each.Value)).ToList() ?? [];
        var distinct = values is null ? ColumnProfile.MaxDistinct + 1 : values.Count + others!.Count;
        return new(name, rows, blanks, distinct, listed, values is not null && others!.Count == 0, longest, filled == 0 ? 0 : (double)length / filled,
            new(emails, phones, dateLike, numbers, booleans) { Digits = digits, BarePowers = barePowers }, samples, dates.Counts());
    }

    private void Count(string cell)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(values!, cell);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count))
        {
            count++;
            return;
        }

        if (cell.Length <= LongestValue && room.Take(cell.Length))
        {
            values![cell] = 1;
        }
        else
        {
            others!.Add(Digest(cell));
            Look(cell, 1);
        }

        if (values!.Count + others!.Count <= ColumnProfile.MaxDistinct)
            return;
        foreach (var (value, times) in values)
            Look(value, times);
        (values, others) = (null, null);
    }

    private void Look(string cell, int times)
    {
        var isDate = dates.Add(cell.Length <= 60 ? cell.Trim() : cell, times);
        var shapes = CellLook.Of(cell);
        dateLike += isDate ? times : 0;
        emails += (shapes & CellShapes.Email) != CellShapes.None ? times : 0;
        phones += !isDate && (shapes & CellShapes.Phone) != CellShapes.None ? times : 0;
        if ((shapes & CellShapes.Number) != CellShapes.None)
            CountNumber(cell.AsSpan().Trim(), times);
        booleans += (shapes & CellShapes.Boolean) != CellShapes.None ? times : 0;
    }

    private void CountNumber(ReadOnlySpan<char> cell, int times)
    {
        numbers += times;
        if (!cell.ContainsAnyExceptInRange('0', '9') || PowerOfTen.LostDigits(cell, takesBare: false) is not null)
            digits += times;
        else if (PowerOfTen.LostDigits(cell, takesBare: true) is not null)
            barePowers += times;
    }

    private void Sample(string cell)
    {
        var sample = cell.Length <= LongestValue ? cell : cell[..(char.IsHighSurrogate(cell[LongestValue - 1]) ? LongestValue - 1 : LongestValue)];
        if (!samples.Contains(sample, StringComparer.Ordinal))
            samples.Add(sample);
    }

    private static UInt128 Digest(string cell)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(cell.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
