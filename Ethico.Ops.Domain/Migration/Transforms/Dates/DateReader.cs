using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// How one column's dates are read (migration.md 7.2). Made once per column, used by several threads if need be. Formats are those of the
/// specification; nothing depends on a culture, nothing rolls over, and what is ambiguous is not read until somebody said how.
/// </summary>
/// <param name="order">The confirmed order for / and -; null: such a cell is refused with MIG-DAT-002.</param>
/// <param name="zone">The source's zone, for values without an offset.</param>
/// <param name="thisYear">The year two-digit years are measured by; fix it with the run, so that a second validation reads the same.</param>
/// <param name="serials">Set once a person confirmed that bare numbers are Excel's day numbers.</param>
public sealed class DateReader(DateOrder? order, TimeZoneInfo zone, int thisYear, ExcelDateSystem? serials = null)
{
    private readonly ZoneClock clock = new(zone);

    public DateOrder? Order { get; } = order;

    public DateResult Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return default;
        var faults = default(TransformFaults);
        var value = DateText.TryParse(text, out var parts) ? Value(text, parts, ref faults) : Fault(ref faults, "This is not a date in the confirmed formats.");
        return new(value, faults.List);
    }

    /// <summary>Real dates near an impossible one, as ISO text, which every column reads; none where nothing is near.</summary>
    public IReadOnlyList<string> Nearest(string? text)
    {
        if (!DateText.TryParse(text, out var parts) || parts.Shape is DateShape.Serial)
            return [];
        var asked = Order ?? DateOrder.MonthFirst;
        var time = parts.At();
        var near = new List<string>(2);
        var month = parts.Month(asked);
        var year = parts.FullYear(thisYear);
        if (parts.On(asked, thisYear) is { } exact)
        {
            if (time is null && parts is { Hour: >= 24 and < 48, Minute: <= 59, Seconds: <= 59, HasMeridiem: false } && exact < DateOnly.MaxValue)
            {
                parts.Hour -= 24;
                near.Add(Iso(exact, parts));
                near.Add(Iso(exact.AddDays(1), parts));
            }

            return near;
        }

        if (month is >= 1 and <= 12 && year is >= 1 and < 9999 && parts.Day(asked) is > 28 and <= 31)
        {
            var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
            near.Add(Iso(last, parts));
            near.Add(Iso(last.AddDays(1), parts));
        }
        else if (parts.Shape is DateShape.Slashed && parts.On(Other(asked), thisYear) is { } turned)
        {
            near.Add(Iso(turned, parts));
        }

        return near;
    }

    private static DateOrder Other(DateOrder order) => order is DateOrder.MonthFirst ? DateOrder.DayFirst : DateOrder.MonthFirst;

    private DateValue? Value(string text, in DateParts parts, ref TransformFaults faults)
    {
        if (parts.Shape is DateShape.Serial)
            return Serial(parts, ref faults);
        if (parts.Shape is DateShape.Slashed && Order is null)
        {
            faults.Error(TransformCodes.OrderUnconfirmed, "Whether the month or the day stands first in this column is not confirmed.");
            return null;
        }

        var at = parts.At();
        var offset = parts.Offset();
        if (parts.On(Order ?? DateOrder.DayFirst, thisYear) is not { } day || at is not { } time || offset is null)
            return DoesNotExist(text, ref faults);
        if (parts.IsTwoDigitYear)
            SayCentury(parts, day, ref faults);
        if (!parts.HasTime)
            return new(clock.StartOf(day), DatePrecision.Day, day);
        var local = day.ToDateTime(TimeOnly.MinValue) + time;
        return parts.HasOffset ? Instant(local, offset.Value, day, text, ref faults) : Local(local, day, text, ref faults);
    }

    private DateValue? Serial(in DateParts parts, ref TransformFaults faults)
    {
        if (serials is not { } system)
            return Fault(ref faults, "This may be one of Excel's day numbers; that must be confirmed for the column first.");
        if (ExcelSerials.Read(parts.Serial, system) is not { } local)
            return Fault(ref faults, "This day number stands for no day.");
        var day = DateOnly.FromDateTime(local);
        return parts.Serial % 1 == 0
            ? new(clock.StartOf(day), DatePrecision.Day, day)
            : Local(local, day, local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), ref faults);
    }

    private DateValue? Local(DateTime local, DateOnly day, string text, ref TransformFaults faults)
    {
        switch (clock.Judge(local, out var offset))
        {
            case ZoneVerdict.Skipped:
                faults.Error(
                    TransformCodes.ClockChange,
                    $"The clock was put forward over {local:yyyy-MM-dd HH:mm} in {clock.Zone.Id}: that time did not happen.",
                    Iso(local + clock.Gap(local)));
                return null;
            case ZoneVerdict.Doubled:
                var sign = offset < TimeSpan.Zero ? '-' : '+';
                faults.Warning(
                    TransformCodes.ClockChange,
                    string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd HH:mm} happened twice in {clock.Zone.Id}; the first, at UTC{sign}{offset:hh\\:mm}, is taken."),
                    string.Create(CultureInfo.InvariantCulture, $"{Iso(local)}{sign}{offset:hh\\:mm}"));
                break;
        }

        return Instant(local, offset, day, text, ref faults);
    }

    // Only the first and last day of the calendar can leave it by an offset.
    private DateValue? Instant(DateTime local, TimeSpan offset, DateOnly day, string text, ref TransformFaults faults)
    {
        var ticks = local.Ticks - offset.Ticks;
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks
            ? DoesNotExist(text, ref faults)
            : new(new DateTimeOffset(ticks, TimeSpan.Zero), DatePrecision.Minute, day);
    }

    private void SayCentury(in DateParts parts, DateOnly day, ref TransformFaults faults)
    {
        var year = day.Year / 100 == thisYear / 100 ? day.Year - 100 : day.Year + 100;
        // 29 February has no twin in every other century.
        var other = day.Day <= DateTime.DaysInMonth(year, day.Month) ? Iso(new DateOnly(year, day.Month, day.Day), parts) : null;
        faults.Warning(TransformCodes.TwoDigitYear, string.Create(CultureInfo.InvariantCulture, $"The year has two digits and was read as {day.Year}."), other);
    }

    private DateValue? DoesNotExist(string text, ref TransformFaults faults)
    {
        var near = Nearest(text);
        var hint = near.Count switch { 0 => "", 1 => $" Perhaps {near[0]}.", _ => $" The nearest real ones are {near[0]} and {near[1]}." };
        faults.Error(TransformCodes.NotADate, $"{text.Trim()} does not exist.{hint}", near.Count == 0 ? null : near[0]);
        return null;
    }

    private static DateValue? Fault(ref TransformFaults faults, string sentence)
    {
        faults.Error(TransformCodes.NotADate, sentence);
        return null;
    }

    // The suggestion keeps the time; an impossible time is left out, a person sees the cell beside it.
    private static string Iso(DateOnly day, in DateParts parts) =>
        parts.HasTime && parts.At() is { } time ? Iso(day.ToDateTime(TimeOnly.MinValue) + time) : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(DateTime local) =>
        local.ToString(local.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
