using Ethico.Ops.Domain.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

/// <summary>The arithmetic roll-ups stand on: local days, days as bits, windows.</summary>
public sealed class CountingTests
{
    [Theory]
    [InlineData("Etc/UTC", "2026-01-01")]
    [InlineData("America/New_York", "2026-06-01")]
    [InlineData("Europe/London", "2026-01-01")]
    [InlineData("America/Sao_Paulo", "2018-06-01")] // Its clocks changed at midnight.
    [InlineData("Australia/Lord_Howe", "2026-01-01")] // Half an hour.
    [InlineData("Asia/Kathmandu", "2026-01-01")]
    public void CS_11_The_local_day_of_an_instant_is_the_zones_own(string id, string from)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var first = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture);
        var days = new LocalDays(zone, first, first.AddDays(400));

        for (var at = first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc); at < first.AddDays(400).ToDateTime(TimeOnly.MinValue); at = at.AddMinutes(10))
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(at, zone);
            var day = DateOnly.FromDateTime(local).DayNumber;
            days.DayOf(at.Ticks).Should().Be(day);
            days.FirstWholeDay(at.Ticks).Should().Be(local.TimeOfDay == TimeSpan.Zero ? day : day + 1);
        }
    }

    [Fact]
    public void CS_11_Local_days_may_be_asked_in_any_order_and_of_what_never_ends()
    {
        var days = new LocalDays(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), new(2026, 1, 1), new(2026, 12, 31));
        var (summer, winter) = (new DateTime(2026, 7, 2, 3, 59, 0, DateTimeKind.Utc), new DateTime(2026, 1, 2, 4, 59, 0, DateTimeKind.Utc));

        foreach (var at in (DateTime[])[summer, winter, summer, winter])
            days.DayOf(at.Ticks).Should().Be(DateOnly.FromDateTime(at).DayNumber - 1);
        days.DayOf(long.MaxValue).Should().Be(int.MaxValue);
        days.DayOf(long.MinValue).Should().Be(int.MinValue);
    }

    [Fact]
    public void P9_Days_as_bits_come_back_from_a_row_as_they_were_put_in()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var last = random.Next(0, 215);
            var set = Enumerable.Range(0, last).Where(_ => random.Next(3) == 0).Append(last).ToHashSet();
            var days = default(ActiveDays);
            foreach (var place in set)
                days.Set(place);
            var row = new byte[ActiveDays.Bytes];
            days.Write(row, last);

            var kept = ActiveDays.Read(row, last);

            kept.Last.Should().Be(last);
            Places(kept).Should().Equal(set.Where(p => p > last - ActiveDays.Kept).Order());
            (row[^1] & 0xF).Should().Be(0, "only 180 bits are stored");
            // Nearer to its end, as on a later night: the oldest fall out.
            Places(ActiveDays.Read(row, last - 20)).Should().Equal(set.Where(p => p > last - ActiveDays.Kept && p >= 20).Order().Select(p => p - 20));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(90)]
    public void P9_A_window_holds_a_day_that_is_set_or_it_does_not(int window)
    {
        var random = new Random(window);
        var range = new CountedRange(1000, 1179, new LocalDays(TimeZoneInfo.Utc, new(2026, 1, 1), new(2026, 1, 2)));
        for (var round = 0; round < 50; round++)
        {
            var (first, days) = (1000 + random.Next(0, 180), default(ActiveDays));
            var sparse = random.Next(2, 60);
            for (var place = 0; place < 215; place++)
            {
                if (random.Next(sparse) == 0)
                    days.Set(place);
            }

            var sums = new DaySums(2);
            sums.Begin(first, range.Day);
            ClientCounter.AddWindow(sums, 1, days, window, range);
            sums.Sum();

            for (var day = first; day <= range.Day; day++)
                sums[1, day].Should().Be(days.Any(range.Place(day - window + 1), range.Place(day)) ? 1 : 0);
        }
    }

    [Fact]
    public void P9_A_figure_counts_from_its_first_day_to_its_last_and_nothing_outside()
    {
        var sums = new DaySums(2);
        sums.Begin(10, 14);
        sums.Add(0, 5, 11);
        sums.Add(0, 13, int.MaxValue, 3);
        sums.Add(1, 15, 20);
        sums.Add(1, 12, 11);
        sums.Sum();

        Enumerable.Range(10, 5).Select(day => sums[0, day]).Should().Equal(1, 1, 0, 3, 3);
        Enumerable.Range(10, 5).Select(day => sums[1, day]).Should().OnlyContain(n => n == 0);
    }

    private static List<int> Places(ActiveDays days)
    {
        List<int> places = [];
        for (var place = days.Next(0); place >= 0; place = days.Next(place + 1))
            places.Add(place);
        return places;
    }
}
