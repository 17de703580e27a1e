namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Local time of one zone to UTC. Most days have one offset; it is looked up once and kept, since the three questions a zone must be
/// asked for each value cost more than parsing it.
/// </summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    private const int Unknown = int.MinValue;
    private const int Mixed = int.MinValue + 1;

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

        offset = Zone.GetUtcOffset(local);
        if (Zone.IsInvalidTime(local))
            return ZoneVerdict.Skipped;
        if (!Zone.IsAmbiguousTime(local))
            return ZoneVerdict.Once;
        offset = Zone.GetAmbiguousTimeOffsets(local).Max();
        return ZoneVerdict.Doubled;
    }

    /// <summary>The first instant of a day: midnight, or where the clock skipped it the time it was put to.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return Judge(midnight, out var offset) is ZoneVerdict.Skipped
            ? new DateTimeOffset(midnight + Gap(midnight), Zone.GetUtcOffset(midnight + Gap(midnight))).ToUniversalTime()
            : new DateTimeOffset(DateTime.SpecifyKind(midnight - offset, DateTimeKind.Utc));
    }

    /// <summary>How far the clock was put forward around a skipped time.</summary>
    public TimeSpan Gap(DateTime skipped) => Zone.GetUtcOffset(skipped.AddHours(3)) - Zone.GetUtcOffset(skipped.AddHours(-3));

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
        var start = DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue);
        var end = start.AddDays(1);
        var offset = Zone.GetUtcOffset(start);
        var isWhole = offset == Zone.GetUtcOffset(end) && offset == Zone.GetUtcOffset(start.AddHours(12))
            && !Zone.IsAmbiguousTime(start) && !Zone.IsInvalidTime(start) && !Zone.IsAmbiguousTime(end) && !Zone.IsInvalidTime(end)
            && offset.Ticks % TimeSpan.TicksPerMinute == 0;
        return isWhole ? (int)offset.TotalMinutes : Mixed;
    }
}
