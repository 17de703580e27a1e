namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// Daily case or report counts as they may leave, in every grain at once. A month is split into its weeks, a week at the month's
/// end, each into its days; that tree is suppressed from above, and every bar, total and filter is only put together from it. So
/// no other grain and no other range ever says more (client-success.md 5.9).
/// </summary>
public sealed class CountCalendar
{
    private readonly Dictionary<DateOnly, ShownCount> days = [];
    private readonly Dictionary<(DateOnly Month, DateOnly Week), ShownCount> parts = [];
    private readonly Dictionary<DateOnly, ShownCount> months = [];

    /// <param name="counts">Of whole months: a month that is cut would be suppressed differently. Days without a count are 0.</param>
    /// <param name="from">First day asked for; its whole month is used.</param>
    /// <param name="to">Last day asked for; likewise.</param>
    public CountCalendar(IReadOnlyDictionary<DateOnly, int> counts, DateOnly from, DateOnly to)
    {
        for (var month = FirstOf(from); month <= to; month = month.AddMonths(1))
        {
            var weeks = Days(month).GroupBy(WeekOf).Select(g => (Week: g.Key, Days: g.ToList())).ToList();
            var sums = weeks.ConvertAll(w => w.Days.Sum(d => counts.GetValueOrDefault(d)));
            var row = CountSuppression.Row(sums);
            months[month] = row.Total;
            var cells = row.Total.IsShown ? row.Cells : CountSuppression.UnderCovered(sums);
            for (var i = 0; i < weeks.Count; i++)
            {
                var values = weeks[i].Days.ConvertAll(d => counts.GetValueOrDefault(d));
                var inside = cells[i].IsShown ? CountSuppression.Row(values) : null;
                // Days that cannot be kept apart from their week take the week along; then the month has to be asked again.
                parts[(month, weeks[i].Week)] = inside is { Total.IsShown: false } ? inside.Total : cells[i];
                var shown = inside?.Cells ?? CountSuppression.UnderCovered(values);
                for (var d = 0; d < values.Count; d++)
                    days[weeks[i].Days[d]] = shown[d];
            }

            CoverAgain(month, weeks.ConvertAll(w => w.Week), sums);
        }
    }

    public ShownCount Day(DateOnly day) => days[day];

    /// <summary>The ISO week that begins on a Monday; put together from its parts in two months where it has two.</summary>
    public ShownCount Week(DateOnly monday) => Sum(parts.Where(p => p.Key.Week == monday).Select(p => p.Value));

    public ShownCount Month(DateOnly first) => months[first];

    /// <summary>A total over shown cells; hidden as soon as one of them is.</summary>
    public static ShownCount Sum(IEnumerable<ShownCount> cells)
    {
        var all = cells.ToList();
        // One cell that is small stays what it is; a sum with one in it says no more than that there is one.
        if (all.Where(c => c is not { IsShown: true, Value: 0 }).ToList() is [{ IsShown: false } only])
            return only;
        return all.TrueForAll(c => c.IsShown) ? new(all.Sum(c => c.Value!.Value), CountCover.None) : new(null, CountCover.Hidden);
    }

    public static DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    // Five days of one each cannot stand beside their week: the week is covered from below, and alone it would be told by its month.
    private void CoverAgain(DateOnly month, List<DateOnly> weeks, List<int> sums)
    {
        var covered = weeks.FindAll(w => !parts[(month, w)].IsShown);
        if (!months[month].IsShown || covered.Count != 1 || parts[(month, covered[0])].Cover is not CountCover.Hidden)
            return;
        var other = weeks.Where(w => w != covered[0] && sums[weeks.IndexOf(w)] > 0).OrderBy(w => sums[weeks.IndexOf(w)]).Select(w => (DateOnly?)w).FirstOrDefault();
        if (other is not { } next)
        {
            months[month] = new(null, CountCover.Hidden);
            return;
        }

        parts[(month, next)] = new(null, CountCover.Hidden);
        foreach (var day in Days(month).Where(d => WeekOf(d) == next && days[d] is { IsShown: true, Value: > 0 }))
            days[day] = new(null, CountCover.Hidden);
    }

    private static IEnumerable<DateOnly> Days(DateOnly month) =>
        Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(month.AddDays);
}
