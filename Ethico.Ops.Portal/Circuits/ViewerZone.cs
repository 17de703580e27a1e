namespace Ethico.Ops.Portal.Circuits;

/// <summary>The time zone of the person in front of this circuit. UTC until the circuit knows who that is.</summary>
public sealed class ViewerZone
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    public string Name => zone.Id;

    /// <summary>An id the machine does not know leaves the zone as it is.</summary>
    public void Set(string id) => zone = TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : zone;

    public DateTimeOffset There(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>The instant of a clock reading in this zone. One that the clock skips is the instant the skip leads to.</summary>
    public DateTimeOffset At(DateTime reading)
    {
        var plain = DateTime.SpecifyKind(reading, DateTimeKind.Unspecified);
        // At either end of the calendar there is no instant for it in every zone; no rule lets such a day pass.
        if (plain.Year is 1 or 9999)
            return new DateTimeOffset(plain, TimeSpan.Zero);
        var offset = zone.GetUtcOffset(zone.IsInvalidTime(plain) ? plain.AddHours(1) : plain);
        return new DateTimeOffset(plain, zone.IsInvalidTime(plain) ? zone.GetUtcOffset(plain.AddHours(-3)) : offset);
    }
}
