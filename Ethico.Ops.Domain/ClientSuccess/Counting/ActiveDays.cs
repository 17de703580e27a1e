using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Days as bits, 0 the oldest. What a place means its owner knows (<see cref="CountedRange"/>).</summary>
public struct ActiveDays : IEquatable<ActiveDays>
{
    /// <summary>As many as a row keeps.</summary>
    public const int Kept = NightCalendar.AccountDays;

    /// <summary>Of a row's days, the last first.</summary>
    public const int Bytes = (Kept + 7) / 8;

    private const int Words = 4;

    private Four words;

    public readonly bool IsEmpty => (words[0] | words[1] | words[2] | words[3]) == 0;

    /// <summary>-1: none.</summary>
    public readonly int Last
    {
        get
        {
            for (var i = Words - 1; i >= 0; i--)
            {
                if (words[i] != 0)
                    return (i * 64) + 63 - BitOperations.LeadingZeroCount(words[i]);
            }

            return -1;
        }
    }

    /// <summary>As a row holds them: the first bit is the place given, the next one the day before.</summary>
    public static ActiveDays Read(ReadOnlySpan<byte> row, int last)
    {
        Span<byte> whole = stackalloc byte[Words * sizeof(ulong)];
        whole.Clear();
        row[..Bytes].CopyTo(whole);
        var days = default(ActiveDays);
        for (var i = 0; i < Words; i++)
            days.words[Words - 1 - i] = BinaryPrimitives.ReadUInt64BigEndian(whole[(i * sizeof(ulong))..]);
        days.ShiftDown((Words * 64) - 1 - last);
        return days;
    }

    public readonly void Write(Span<byte> row, int last)
    {
        Span<byte> whole = stackalloc byte[Words * sizeof(ulong)];
        var up = this;
        up.ShiftUp((Words * 64) - 1 - last);
        for (var i = 0; i < Words; i++)
            BinaryPrimitives.WriteUInt64BigEndian(whole[(i * sizeof(ulong))..], up.words[Words - 1 - i]);
        whole[..Bytes].CopyTo(row);
        row[Bytes - 1] &= unchecked((byte)(0xFF << ((Bytes * 8) - Kept)));
    }

    public void Set(int place) => words[place >> 6] |= 1UL << (place & 63);

    public void Add(in ActiveDays others)
    {
        for (var i = 0; i < Words; i++)
            words[i] |= others.words[i];
    }

    public void Clear(int from, int to)
    {
        for (var i = 0; i < Words; i++)
            words[i] &= ~Mask(i, from, to);
    }

    public readonly bool Any(int from, int to)
    {
        for (var i = 0; i < Words; i++)
        {
            if ((words[i] & Mask(i, from, to)) != 0)
                return true;
        }

        return false;
    }

    /// <summary>The first place from one on; -1: none.</summary>
    public readonly int Next(int from)
    {
        if (from < 0)
            from = 0;
        if (from >= Words * 64)
            return -1;
        var i = from >> 6;
        var word = words[i] & (ulong.MaxValue << (from & 63));
        while (word == 0)
        {
            if (++i == Words)
                return -1;
            word = words[i];
        }

        return (i * 64) + BitOperations.TrailingZeroCount(word);
    }

    public static bool operator ==(ActiveDays one, ActiveDays other) => one.Equals(other);

    public static bool operator !=(ActiveDays one, ActiveDays other) => !one.Equals(other);

    public readonly bool Equals(ActiveDays other) =>
        words[0] == other.words[0] && words[1] == other.words[1] && words[2] == other.words[2] && words[3] == other.words[3];

    public override readonly bool Equals(object? obj) => obj is ActiveDays other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(words[0], words[1], words[2], words[3]);

    // The places of one word that lie between two.
    private static ulong Mask(int word, int from, int to)
    {
        var (low, high) = (Math.Max(from - (word * 64), 0), Math.Min(to - (word * 64), 63));
        return low > 63 || high < low ? 0 : (ulong.MaxValue << low) & (ulong.MaxValue >> (63 - high));
    }

    private void ShiftDown(int by)
    {
        var (whole, rest) = (by >> 6, by & 63);
        for (var i = 0; i < Words; i++)
        {
            var (low, high) = (At(i + whole), At(i + whole + 1));
            words[i] = rest == 0 ? low : (low >> rest) | (high << (64 - rest));
        }
    }

    private void ShiftUp(int by)
    {
        var (whole, rest) = (by >> 6, by & 63);
        for (var i = Words - 1; i >= 0; i--)
        {
            var (high, low) = (At(i - whole), At(i - whole - 1));
            words[i] = rest == 0 ? high : (high << rest) | (low >> (64 - rest));
        }
    }

    private readonly ulong At(int word) => word is >= 0 and < Words ? words[word] : 0;

    [InlineArray(Words)]
    private struct Four
    {
        private ulong first;
    }
}
