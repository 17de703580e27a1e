using Ethico.Ops.Domain.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

public class SuppressionTests
{
    [Fact]
    public void CS_16_One_to_four_are_under_five_and_zero_stays_zero()
    {
        CountSuppression.One(0).ToString().Should().Be("0");
        CountSuppression.One(1).ToString().Should().Be("< 5");
        CountSuppression.One(4).ToString().Should().Be("< 5");
        CountSuppression.One(5).ToString().Should().Be("5");
    }

    [Fact]
    public void CS_16_March_6_of_5_and_1_hides_both_weeks()
    {
        var counts = new Dictionary<DateOnly, int> { [new(2026, 3, 3)] = 5, [new(2026, 3, 17)] = 1 };

        var calendar = new CountCalendar(counts, new(2026, 3, 1), new(2026, 3, 31));

        calendar.Month(new(2026, 3, 1)).ToString().Should().Be("6");
        calendar.Week(new(2026, 3, 2)).ToString().Should().Be("hidden");
        calendar.Week(new(2026, 3, 16)).ToString().Should().Be("hidden");
        calendar.Week(new(2026, 3, 9)).ToString().Should().Be("0");
        calendar.Day(new(2026, 3, 3)).ToString().Should().Be("hidden");
    }

    [Fact]
    public void CS_16_No_covered_cell_of_a_row_can_be_told_from_the_rest()
    {
        // Every row of up to four cells from 0 to 7, each against every other row that would look the same.
        for (var width = 1; width <= 4; width++)
        {
            var looks = Rows(width).GroupBy(r => Look(CountSuppression.Row(r)), StringComparer.Ordinal).ToList();
            foreach (var same in looks)
            {
                var shown = CountSuppression.Row(same.First());
                for (var i = 0; i < width; i++)
                {
                    if (shown.Cells[i].IsShown)
                        continue;
                    var possible = Rows(width).Where(r => Fits(r, shown)).Select(r => r[i]).Distinct().Count();
                    possible.Should().BeGreaterThan(1, "cell {0} of {1} must stay open", i, string.Join(' ', same.First()));
                }
            }
        }
    }

    [Fact]
    public void CS_16_No_grain_and_no_range_recovers_a_hidden_day()
    {
        // A week across two months, small counts at four places: all fillings of 0, 1, 4, 5 and 6.
        DateOnly[] places = [new(2026, 3, 24), new(2026, 3, 30), new(2026, 3, 31), new(2026, 4, 1)];
        int[] values = [0, 1, 4, 5, 6];
        var fillings = from a in values from b in values from c in values from d in values select (int[])[a, b, c, d];
        foreach (var filling in fillings)
        {
            var calendar = Calendar(places, filling);
            for (var i = 0; i < places.Length; i++)
            {
                if (calendar.Day(places[i]).IsShown)
                    continue;
                Wide(places.Length).Any(other => other[i] != filling[i] && IsConsistent(calendar, places, other))
                    .Should().BeTrue("day {0} of {1} must stay open", places[i], string.Join(' ', filling));
            }
        }
    }

    private static CountCalendar Calendar(DateOnly[] places, int[] filling) =>
        new(places.Zip(filling).ToDictionary(p => p.First, p => p.Second), new(2026, 3, 1), new(2026, 4, 30));

    private static bool IsConsistent(CountCalendar shown, DateOnly[] places, int[] filling)
    {
        var counts = places.Zip(filling).ToDictionary(p => p.First, p => p.Second);
        foreach (var place in places)
        {
            if (!Agrees(shown.Day(place), counts[place])
                || !Agrees(shown.Week(CountCalendar.WeekOf(place)), counts.Where(c => CountCalendar.WeekOf(c.Key) == CountCalendar.WeekOf(place)).Sum(c => c.Value))
                || !Agrees(shown.Month(CountCalendar.FirstOf(place)), counts.Where(c => CountCalendar.FirstOf(c.Key) == CountCalendar.FirstOf(place)).Sum(c => c.Value)))
                return false;
        }

        return true;
    }

    private static bool Agrees(ShownCount shown, int count) => shown.Cover switch
    {
        CountCover.None => shown.Value == count,
        CountCover.UnderFive => count is > 0 and < 5,
        _ => count > 0,
    };

    private static bool Fits(int[] row, ShownRow shown) =>
        row.Select((c, i) => Agrees(shown.Cells[i], c)).All(x => x) && Agrees(shown.Total, row.Sum());

    private static string Look(ShownRow row) => string.Join(' ', row.Cells) + " = " + row.Total;

    private static IEnumerable<int[]> Rows(int width) => width == 0
        ? [[]]
        : Rows(width - 1).SelectMany(_ => Enumerable.Range(0, 8), (row, cell) => (int[])[.. row, cell]);

    private static IEnumerable<int[]> Wide(int width) => width == 0
        ? [[]]
        : Wide(width - 1).SelectMany(_ => Enumerable.Range(0, 13), (row, cell) => (int[])[.. row, cell]);
}
