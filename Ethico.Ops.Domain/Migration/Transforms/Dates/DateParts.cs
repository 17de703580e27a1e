using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A date as it is written, before anything is decided about it: figures may be impossible, their order open.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct DateParts
{
    public DateShape Shape;

    /// <summary>The month of a year-first date, the day of a dotted or named one, the left figure of a slashed one.</summary>
    public int First;
    public int Second;
    public int Year;
    public bool IsTwoDigitYear;

    public bool HasTime;
    public int Hour;
    public int Minute;
    public int Seconds;
    public int Ticks;
    public bool HasMeridiem;
    public bool IsAfternoon;

    public bool HasOffset;
    public int OffsetHours;
    public int OffsetMinutes;
    public bool IsWest;

    public double Serial;

    public readonly int Month(DateOrder order) => Shape switch
    {
        DateShape.YearFirst => First,
        DateShape.Slashed when order is DateOrder.MonthFirst => First,
        _ => Second,
    };

    public readonly int Day(DateOrder order) => Shape switch
    {
        DateShape.YearFirst => Second,
        DateShape.Slashed when order is DateOrder.MonthFirst => Second,
        _ => First,
    };

    /// <summary>migration.md 7.2: up to next year's last two digits this century, else the last.</summary>
    public readonly int FullYear(int thisYear)
    {
        if (!IsTwoDigitYear)
            return Year;
        var century = thisYear / 100 * 100;
        return Year <= (thisYear + 1) % 100 ? century + Year : century - 100 + Year;
    }

    /// <summary>The day, or null where the calendar has none; never the day after.</summary>
    public readonly DateOnly? On(DateOrder order, int thisYear)
    {
        var year = FullYear(thisYear);
        var month = Month(order);
        var day = Day(order);
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    /// <summary>The time of day; midnight where none is written, null where no clock shows it.</summary>
    public readonly TimeSpan? At()
    {
        if (!HasTime)
            return TimeSpan.Zero;
        if (Minute > 59 || Seconds > 59 || (HasMeridiem ? Hour is < 1 or > 12 : Hour > 23))
            return null;
        var hour = HasMeridiem ? (Hour % 12) + (IsAfternoon ? 12 : 0) : Hour;
        return new TimeSpan(hour, Minute, Seconds) + TimeSpan.FromTicks(Ticks);
    }

    public readonly TimeSpan? Offset() =>
        OffsetMinutes > 59 || (OffsetHours * 60) + OffsetMinutes > 14 * 60
            ? null
            : TimeSpan.FromMinutes(((OffsetHours * 60) + OffsetMinutes) * (IsWest ? -1 : 1));
}
