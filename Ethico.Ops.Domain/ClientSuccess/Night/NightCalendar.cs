namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Days of the operations zone. A day has 23, 24 or 25 hours; it ends at the next local midnight.</summary>
public sealed class NightCalendar(TimeZoneInfo zone)
{
    /// <summary>How far back a missed day is made up, and a late event is taken.</summary>
    public const int DaysBack = 35;

    /// <summary>From this local hour on scores go ahead without a roll-up.</summary>
    public const int GoAheadHour = 4;

    /// <summary>IANA.</summary>
    public string Zone => zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id;

    public TimeZoneInfo Info => zone;

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>The last complete day. Today is never scored.</summary>
    public DateOnly LastComplete(DateTimeOffset now) => Today(now).AddDays(-1);

    /// <summary>May a day be scored though its roll-up is missing?</summary>
    public bool GoesAhead(DateOnly day, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        return local >= day.AddDays(1).ToDateTime(new TimeOnly(GoAheadHour, 0));
    }
}
