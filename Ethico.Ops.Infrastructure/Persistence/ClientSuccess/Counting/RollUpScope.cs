using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Whom a run counts and from which day on, with what COPY needs of it as literals: it takes no parameters.</summary>
internal sealed class RollUpScope
{
    private readonly string zone;
    private Guid lastId;
    private ClientFacts? last;

    /// <param name="wish">What to count.</param>
    /// <param name="calendar">Its days.</param>
    /// <param name="now">What is ingested after it is the next run's.</param>
    public RollUpScope(RollUpWish wish, NightCalendar calendar, DateTimeOffset now)
    {
        Now = now;
        Range = new CountedRange(
            wish.From.DayNumber, wish.Day.DayNumber, new LocalDays(calendar.Info, CountedRange.Lowest(wish.From), wish.Day.AddDays(NightCalendar.DaysBack)));
        zone = LaneSql.Zone(calendar);
    }

    public CountedRange Range { get; }

    public DateTimeOffset Now { get; }

    public Dictionary<Guid, ClientFacts> Clients { get; } = [];

    /// <summary>Features as they were counted on days no run looks at again, as COPY sends them.</summary>
    public Dictionary<(Guid Tenant, int Day), byte[]> KeptFeatures { get; } = [];

    /// <summary>Days that are counted again: they make room first.</summary>
    public List<(Guid Tenant, int Day)> Standing { get; } = [];

    /// <summary>The first day of whoever goes back furthest.</summary>
    public int Low { get; set; }

    public ClientFacts? this[Guid id]
    {
        get
        {
            // Rows of one client mostly lie together.
            if (id != lastId)
                (lastId, last) = (id, Clients.GetValueOrDefault(id));
            return last;
        }
    }

    public static string Date(int day) => $"date '{DateOnly.FromDayNumber(day):yyyy-MM-dd}'";

    /// <summary>The local midnight a day begins with.</summary>
    public string Midnight(int day) => $"({Date(day)}::timestamp at time zone {zone})";

    /// <summary>That an event e of the platform counts, but for its feature: staff, tests and what came too late or will come do not.</summary>
    public string Counts => $"e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and e.ingested_at <= '{Now.UtcDateTime:O}' and client_success.counts(e.occurred_at, e.ingested_at, {zone})";

    /// <summary>
    /// That an event e is of one of the clients, by their ids as they are: they are looked up in a hash. Of a few an index is asked; of many the
    /// planner would ask it, too, thousands of times, where it need only not be told that it can (is true).
    /// </summary>
    public string IsOurs => $"(e.organization_id = any ({LaneSql.Ids(Clients.Keys)})){(Clients.Count > LaneSql.Few ? " is true" : "")}";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
