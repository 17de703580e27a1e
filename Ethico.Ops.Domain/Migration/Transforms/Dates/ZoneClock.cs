namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Local time of one zone to UTC. Most days have one offset; it is looked up once and kept, since asking a zone costs more than parsing
/// a date. Around a change the offsets before and after are tried against the instant they lead to: TimeZoneInfo's own questions about
/// skipped and doubled times know summer time only, not the day a zone moved for good.
/// </summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    private const int Unknown = int.MinValue;
    private const int Mixed = int.MinValue + 1;

    // Wider than any offset and any change together.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(27);

    private static readonly int FirstDay = new DateOnly(1900, 1, 1).DayNumber;
    private static readonly int LastDay = new DateOnly(2100, 1, 1).DayNumber;

    // Written by several threads at once, always with the same number.
    private readonly int[] offsets = Enumerable.Repeat(Unknown, LastDay - FirstDay).ToArray();

    public TimeZoneInfo Zone { get; } = zone;

    public ZoneVerdict Judge(DateTime local, out TimeSpan offset)
    {
        var minutes = Whole(DateOnly.FromDateTime(local).DayNumber);
        if (minutes != Mixed)
        {
            offset = TimeSpan.FromMinutes(minutes);
            return ZoneVerdict.Once;
        }

        var before = At(local, -Reach);
        var after = At(local, Reach);
        var isBefore = At(local, -before) == before;
        var isAfter = At(local, -after) == after;
        offset = isBefore && isAfter ? (before > after ? before : after) : isBefore ? before : after;
        return isBefore && isAfter && before != after ? ZoneVerdict.Doubled
            : isBefore || isAfter ? ZoneVerdict.Once
            : ZoneVerdict.Skipped;
    }

    /// <summary>The first instant of a day: midnight, or where the clock skipped it the time it was put to.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // By the offset before the change a skipped midnight is as long after it as the gap says: the day it is meant to be.
        if (Judge(midnight, out var offset) is ZoneVerdict.Skipped)
            offset = At(midnight, -Reach);
        return new DateTimeOffset(Math.Clamp(midnight.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
    }

    /// <summary>How far the clock was put forward around a skipped time.</summary>
    public TimeSpan Gap(DateTime skipped) => At(skipped, Reach) - At(skipped, -Reach);

    private int Whole(int day)
    {
        if (day < FirstDay || day >= LastDay)
            return Mixed;
        ref var known = ref offsets[day - FirstDay];
        if (known == Unknown)
            known = Asked(day);
        return known;
    }

    private int Asked(int day)
    {
        var noon = DateOnly.FromDayNumber(day).ToDateTime(new TimeOnly(12, 0));
        var offset = At(noon, TimeSpan.Zero);
        var isWhole = At(noon, -2 * Reach) == offset && At(noon, 2 * Reach) == offset && offset.Ticks % TimeSpan.TicksPerMinute == 0;
        return isWhole ? (int)offset.TotalMinutes : Mixed;
    }

    // The offset in force at the instant that lies this far from the figures, read as UTC.
    private TimeSpan At(DateTime figures, TimeSpan away) =>
        Zone.GetUtcOffset(new DateTime(Math.Clamp(figures.Ticks + away.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc));
}
