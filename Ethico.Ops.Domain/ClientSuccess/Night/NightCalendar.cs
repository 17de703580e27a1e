namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Days of the operations zone. A day has 23, 24 or 25 hours; it ends at the next local midnight.</summary>
public sealed class NightCalendar(TimeZoneInfo zone)
{
    /// <summary>How far back a missed day is made up, and a late event is taken.</summary>
    public const int DaysBack = 35;

    /// <summary>For how long it is known which account was active on which day.</summary>
    public const int AccountDays = 180;

    /// <summary>From this local hour on scores go ahead without a roll-up.</summary>
    public const int GoAheadHour = 4;

    /// <summary>IANA.</summary>
    public string Zone => zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id;

    public TimeZoneInfo Info => zone;

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>The last complete day. Today is never scored.</summary>
    public DateOnly LastComplete(DateTimeOffset now) => Today(now).AddDays(-1);

    /// <summary>
    /// When a link of the chain is due for a day: 01:00, 02:00 and 03:00 of the day after. A time that does not exist is the first
    /// instant after the gap, one that comes twice its first.
    /// </summary>
    public DateTimeOffset DueAt(NightKind kind, DateOnly day)
    {
        var local = day.AddDays(1).ToDateTime(new TimeOnly(1 + (int)kind, 0));
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The last day a link is due for: between midnight and its hour that is not yet the last complete one.</summary>
    public DateOnly LastDue(NightKind kind, DateTimeOffset now)
    {
        var day = LastComplete(now);
        return now >= DueAt(kind, day) ? day : day.AddDays(-1);
    }

    /// <summary>May a day be scored though its roll-up is missing?</summary>
    public bool GoesAhead(DateOnly day, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        return local >= day.AddDays(1).ToDateTime(new TimeOnly(GoAheadHour, 0));
    }
}
