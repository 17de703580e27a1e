namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// The local days of instants, for millions of them: the zone's offsets around a run are looked up once. Days are day numbers
/// (<see cref="DateOnly.DayNumber"/>), instants ticks of UTC. Before and after the run's own time the nearest offset is taken: such
/// a day is only ever compared with one of the run. One thread at a time.
/// </summary>
public sealed class LocalDays
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(12);

    private readonly List<(long From, long Offset)> spans = [];
    private int last;

    public LocalDays(TimeZoneInfo zone, DateOnly first, DateOnly final)
    {
        var at = first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(-1);
        var until = final.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(2);
        spans.Add((long.MinValue, zone.GetUtcOffset(at).Ticks));
        for (; at < until; at += Step)
        {
            if (zone.GetUtcOffset(at + Step).Ticks is var next && next != spans[^1].Offset)
                spans.Add((ChangeBetween(zone, at, at + Step), next));
        }
    }

    /// <param name="ticks"><see cref="long.MaxValue"/> and <see cref="long.MinValue"/>: never over, never begun.</param>
    public int DayOf(long ticks) => ticks switch
    {
        long.MaxValue => int.MaxValue,
        long.MinValue => int.MinValue,
        _ => (int)((ticks + OffsetAt(ticks)) / TimeSpan.TicksPerDay),
    };

    /// <summary>The first day that lies wholly behind an instant: its own, if it is the first of it.</summary>
    public int FirstWholeDay(long ticks) => ticks switch
    {
        long.MinValue => int.MinValue,
        _ => (int)((ticks + OffsetAt(ticks) + TimeSpan.TicksPerDay - 1) / TimeSpan.TicksPerDay),
    };

    private static long ChangeBetween(TimeZoneInfo zone, DateTime before, DateTime after)
    {
        var offset = zone.GetUtcOffset(before);
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before + ((after - before) / 2);
            if (zone.GetUtcOffset(middle) == offset)
                before = middle;
            else
                after = middle;
        }

        // On a whole second.
        return after.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond;
    }

    private long OffsetAt(long ticks)
    {
        while (ticks < spans[last].From)
            last--;
        while (last + 1 < spans.Count && ticks >= spans[last + 1].From)
            last++;
        return spans[last].Offset;
    }
}
