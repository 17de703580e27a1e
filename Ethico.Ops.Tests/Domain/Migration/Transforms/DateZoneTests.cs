using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Domain.Migration.Transforms.DateGround;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

/// <summary>Dates beside the clocks of their zone: hours skipped or doubled, days without a midnight, the ends of the calendar (MIG-13).</summary>
public sealed class DateZoneTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("America/New_York", "2023-03-12 02:30", "2023-03-12T03:30")]
    [InlineData("America/New_York", "2023-03-12 02:00", "2023-03-12T03:00")]
    [InlineData("Europe/Berlin", "2023-03-26 02:59:59", "2023-03-26T03:59:59")]
    [InlineData("Australia/Lord_Howe", "2023-10-01 02:15", "2023-10-01T02:45")]
    public void MIG_13_A_local_time_the_clock_skipped_is_an_error_with_the_later_time_offered(string zone, string text, string later)
    {
        var reader = new DateReader(null, TimeZoneInfo.FindSystemTimeZoneById(zone), ThisYear);
        var read = reader.Read(text);
        read.Value.Should().BeNull();
        var fault = read.Faults!.Single();
        (fault.Code, fault.Weight, fault.Suggestion).Should().Be(("MIG-DAT-006", FaultWeight.Error, later));
        reader.Read(later).Faults.Should().BeNull();
    }

    [Theory]
    [InlineData("America/New_York", "2023-11-05 01:30", "2023-11-05T05:30:00Z", "2023-11-05T01:30-04:00")]
    [InlineData("America/New_York", "2023-11-05 01:00", "2023-11-05T05:00:00Z", "2023-11-05T01:00-04:00")]
    [InlineData("Europe/Berlin", "2023-10-29 02:30:15", "2023-10-29T00:30:15Z", "2023-10-29T02:30:15+02:00")]
    public void MIG_13_A_local_time_that_came_twice_takes_the_first_with_a_warning_that_its_suggestion_ends(string zone, string text, string instant, string explicitly)
    {
        var reader = new DateReader(null, TimeZoneInfo.FindSystemTimeZoneById(zone), ThisYear);
        var read = reader.Read(text);
        read.Value!.Value.Instant.Should().Be(DateTimeOffset.Parse(instant, English));
        var fault = read.Faults!.Single();
        (fault.Code, fault.Weight, fault.Suggestion).Should().Be(("MIG-DAT-006", FaultWeight.Warning, explicitly));
        reader.Read(explicitly).Should().BeEquivalentTo(new DateResult(read.Value, null));
    }

    [Fact]
    public void MIG_13_Every_minute_around_both_clock_changes_of_two_zones_is_once_twice_or_never_as_the_zone_says()
    {
        foreach (var (zone, days) in new[] { (NewYork, new[] { "2023-03-11", "2023-11-04" }), (Berlin, ["2023-03-25", "2023-10-28"]) })
        {
            var reader = new DateReader(null, zone, ThisYear);
            foreach (var day in days)
            {
                for (var minute = 0; minute < 3 * 24 * 60; minute++)
                {
                    var local = DateTime.Parse(day, English).AddMinutes(minute);
                    var read = reader.Read(local.ToString("yyyy-MM-dd HH:mm", English));
                    if (zone.IsInvalidTime(local))
                        read.Faults!.Single().Weight.Should().Be(FaultWeight.Error);
                    else if (zone.IsAmbiguousTime(local))
                        (read.Faults!.Single().Weight, read.Value!.Value.Instant.UtcDateTime).Should().Be((FaultWeight.Warning, local - zone.GetAmbiguousTimeOffsets(local).Max()));
                    else
                        (read.Faults, read.Value!.Value.Instant.UtcDateTime).Should().Be((null, TimeZoneInfo.ConvertTimeToUtc(local, zone)));
                }
            }
        }
    }

    [Theory]
    [InlineData("Africa/Cairo", "2023-04-28", "2023-04-27T22:00:00Z")]
    [InlineData("America/Havana", "2023-11-05", "2023-11-05T04:00:00Z")]
    [InlineData("America/New_York", "2023-03-12", "2023-03-12T05:00:00Z")]
    public void MIG_13_A_date_without_time_is_that_day_in_its_zone_even_where_its_midnight_was_skipped_or_doubled(string zoneId, string text, string instant)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var read = new DateReader(null, zone, ThisYear).Read(text);
        read.Faults.Should().BeNull();
        var value = read.Value!.Value;
        (value.Instant, value.Precision).Should().Be((DateTimeOffset.Parse(instant, English), DatePrecision.Day));
        TimeZoneInfo.ConvertTime(value.Instant, zone).ToString("yyyy-MM-dd", English).Should().Be(text);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01 00:00")]
    [InlineData("9999-12-31 23:59")]
    public void The_first_and_last_days_of_the_calendar_are_read_or_refused_in_any_zone(string text)
    {
        foreach (var zone in new[] { "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC" })
            new DateReader(null, TimeZoneInfo.FindSystemTimeZoneById(zone), ThisYear).Read(text).IsBlank.Should().BeFalse();
    }

    [Theory]
    [InlineData("Pacific/Pitcairn", "1998-04-27 00:15", FaultWeight.Error)]
    [InlineData("Europe/Moscow", "2014-10-26 01:30", FaultWeight.Warning)]
    public void MIG_13_A_zone_that_moved_for_good_skips_and_doubles_times_as_summer_time_does(string zone, string text, FaultWeight weight) =>
        new DateReader(null, TimeZoneInfo.FindSystemTimeZoneById(zone), ThisYear).Read(text).Faults!.Single()
            .Should().Match<TransformFault>(f => f.Code == "MIG-DAT-006" && f.Weight == weight);

    [Fact]
    public void MIG_13_In_every_zone_every_day_without_time_is_shown_as_that_day()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones().Where((_, i) => i % 20 == 0).Append(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Pitcairn")).Append(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia")).Append(NewYork).Append(Berlin))
        {
            var reader = new DateReader(null, zone, ThisYear);
            for (var day = new DateOnly(1975, 1, 1); day.Year < 2026; day = day.AddDays(1))
            {
                var value = reader.Read(day.ToString("yyyy-MM-dd", English)).Value!.Value;
                var shown = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(value.Instant, zone).DateTime);
                // A zone that crossed the date line eastward had no such day at all.
                var noon = day.ToDateTime(new TimeOnly(12, 0));
                var hasDay = Enumerable.Range(-26, 53).Any(h => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(noon.AddHours(h), DateTimeKind.Utc), zone)) == day);
                if (shown != day && hasDay)
                    Assert.Fail($"{day:O} in {zone.Id} is shown as {shown:O}.");
            }
        }
    }
}
