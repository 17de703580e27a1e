using System.Globalization;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

public sealed class DateReaderTests
{
    private const int ThisYear = 2026;

    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private static readonly CultureInfo German = GermanMonths();
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // Every family of migration.md 7.2: how it is printed, whose month names, which order the column needs.
    private static readonly (string Format, CultureInfo Names, DateOrder? Order)[] Formats =
    [
        ("yyyy-MM-dd", English, null), ("yyyyMMdd", English, null),
        ("M/d/yyyy", English, DateOrder.MonthFirst), ("MM/dd/yyyy", English, DateOrder.MonthFirst), ("M-d-yyyy", English, DateOrder.MonthFirst),
        ("M/d/yy", English, DateOrder.MonthFirst), ("M-d-yy", English, DateOrder.MonthFirst),
        ("d/M/yyyy", English, DateOrder.DayFirst), ("dd/MM/yyyy", English, DateOrder.DayFirst), ("d-M-yyyy", English, DateOrder.DayFirst),
        ("d/M/yy", English, DateOrder.DayFirst), ("d-M-yy", English, DateOrder.DayFirst),
        ("d.M.yyyy", English, null), ("dd.MM.yyyy", English, null), ("d.M.yy", English, null),
        ("d MMM yyyy", English, null), ("d-MMM-yy", English, null), ("dd-MMM-yyyy", English, null), ("MMM d, yyyy", English, null),
        ("MMMM d, yyyy", English, null), ("d MMMM yyyy", English, null), ("d. MMMM yyyy", English, null), ("d MMM yy", English, null),
        ("MMM d, yy", English, null),
        ("d. MMMM yyyy", German, null), ("d MMM yyyy", German, null), ("d-MMM-yy", German, null), ("d. MMM yyyy", German, null),
        ("MMM d, yyyy", German, null), ("d. MMMM yy", German, null),
    ];

    private static readonly string[] Times = ["", " H:mm", " HH:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt", " hh:mm:ss tt"];

    [Fact]
    public void MIG_13_Every_day_from_1950_to_2050_in_every_format_is_read_as_that_day_and_prints_as_it_was_written()
    {
        var readers = new Dictionary<string, DateReader>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var (format, names, order) in Formats)
        {
            var reader = readers.TryGetValue($"{order}", out var known) ? known : readers[$"{order}"] = new(order, TimeZoneInfo.Utc, ThisYear);
            for (var day = new DateOnly(1950, 1, 1); day <= new DateOnly(2050, 12, 31); day = day.AddDays(1))
            {
                var text = day.ToString(format, names);
                var read = reader.Read(text).Value;
                var isTwoDigit = !format.Contains("yyyy", StringComparison.Ordinal);
                // With two digits 2028 to 2050 are read as 1928 to 1950, and say so; 29 February goes with its year.
                var expected = isTwoDigit && day.Year > ThisYear + 1
                    ? day.Day <= DateTime.DaysInMonth(day.Year - 100, day.Month) ? new DateOnly(day.Year - 100, day.Month, day.Day) : (DateOnly?)null
                    : day;
                if (read?.Day != expected || (read is { } value && value.Day.ToString(format, names) != text))
                    wrong.Add($"{format}: {text}");
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void MIG_13_Every_format_takes_every_form_of_time_and_prints_it_back()
    {
        var wrong = new List<string>();
        foreach (var (format, names, order) in Formats)
        {
            var reader = new DateReader(order, TimeZoneInfo.Utc, ThisYear);
            foreach (var time in Times)
            {
                for (var minute = 0; minute < 24 * 60; minute += 61)
                {
                    var local = new DateTime(2024, 2, 29).AddMinutes(minute).AddSeconds(time.Contains("ss", StringComparison.Ordinal) ? 7 : 0);
                    var written = local.ToString(format, names) + (time.Length == 0 ? "" : local.ToString(time, English));
                    var read = reader.Read(written).Value;
                    var expected = time.Length == 0 ? local.Date : local;
                    if (read?.Instant.UtcDateTime != expected || read.Value.Precision != (time.Length == 0 ? DatePrecision.Day : DatePrecision.Minute))
                        wrong.Add(written);
                }
            }
        }

        wrong.Should().BeEmpty();
    }

    [Theory]
    [InlineData("2023-03-04T05:06Z", "2023-03-04T05:06:00.0000000Z")]
    [InlineData("2023-03-04T05:06:07Z", "2023-03-04T05:06:07.0000000Z")]
    [InlineData("2023-03-04 05:06:07.123", "2023-03-04T10:06:07.1230000Z")]
    [InlineData("2023-03-04T05:06:07.1234567+02:00", "2023-03-04T03:06:07.1234567Z")]
    [InlineData("20230304T05:06-05:30", "2023-03-04T10:36:00.0000000Z")]
    [InlineData("2023-03-04 5:06 PM", "2023-03-04T22:06:00.0000000Z")]
    [InlineData("3/4/2023 5:06 PM", "2023-03-04T22:06:00.0000000Z")]
    [InlineData("  3/4/2023 5:06PM ", "2023-03-04T22:06:00.0000000Z")]
    [InlineData("12-Mär-23 00:30", "2023-03-12T05:30:00.0000000Z")]
    [InlineData("12. Ma\u0308rz 2023 00:30", "2023-03-12T05:30:00.0000000Z")]
    [InlineData("Sept. 4, 2023 12:30 am", "2023-09-04T04:30:00.0000000Z")]
    public void MIG_13_An_offset_in_the_value_wins_else_the_source_zone(string text, string instant) =>
        new DateReader(DateOrder.MonthFirst, NewYork, ThisYear).Read(text).Value!.Value.Instant.UtcDateTime.ToString("O", English).Should().Be(instant);

    [Theory]
    [InlineData("31/02/2023")]
    [InlineData("30.02.2023")]
    [InlineData("30.02.23")]
    [InlineData("29/02/2023")]
    [InlineData("29.02.1900")]
    [InlineData("31-Apr-2023")]
    [InlineData("31. September 2023")]
    [InlineData("Feb 30, 2023")]
    [InlineData("2023-02-29")]
    [InlineData("20230229")]
    [InlineData("2023-13-01")]
    [InlineData("13/13/2023")]
    [InlineData("01/13/2023")]
    [InlineData("00/01/2023")]
    [InlineData("01/00/2023")]
    [InlineData("01/01/0000")]
    [InlineData("01/02/2023 24:30")]
    [InlineData("01/02/2023 24:00")]
    [InlineData("01/02/2023 23:60")]
    [InlineData("01/02/2023 23:59:60")]
    [InlineData("01/02/2023 13:00 PM")]
    [InlineData("01/02/2023 0:30 AM")]
    [InlineData("2023-01-02T05:06+14:01")]
    [InlineData("2023-01-02T05:06+05:60")]
    [InlineData("0001-01-01T00:00+14:00")]
    [InlineData("0000-01-01")]
    [InlineData("9999-12-31T23:59-14:00")]
    public void MIG_13_An_impossible_date_is_an_error_and_never_another_day(string text)
    {
        var read = new DateReader(DateOrder.DayFirst, TimeZoneInfo.Utc, ThisYear).Read(text);
        read.Value.Should().BeNull();
        read.Faults.Should().ContainSingle().Which.Should().Match<TransformFault>(f =>
            f.Code == "MIG-DAT-001" && f.Weight == FaultWeight.Error && f.Detail.StartsWith(text + " does not exist.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2023/03/04")]
    [InlineData("1/2/023")]
    [InlineData("1/2-2023")]
    [InlineData("1.2.2023.")]
    [InlineData("4. 3. 2023")]
    [InlineData("2023-3-4")]
    [InlineData("2023-03-04T5:06")]
    [InlineData("2023-03-04T05")]
    [InlineData("3/4/2023 05:06Z")]
    [InlineData("3/4/2023 5")]
    [InlineData("3/4/2023 5:06 XM")]
    [InlineData("Foo 4, 2023")]
    [InlineData("May")]
    [InlineData("4")]
    [InlineData("123456789")]
    [InlineData("spring 2022")]
    [InlineData("٣/٤/٢٠٢٣")]
    [InlineData("received 3/4/2023")]
    [InlineData("3/4/2023 and later")]
    public void MIG_13_What_is_in_no_format_is_not_a_date_and_is_not_repeated_in_the_message(string text)
    {
        var read = new DateReader(DateOrder.MonthFirst, TimeZoneInfo.Utc, ThisYear, ExcelDateSystem.From1900).Read(text);
        read.Value.Should().BeNull();
        read.Faults!.Single().Should().Be(new TransformFault("MIG-DAT-001", FaultWeight.Error, "This is not a date in the confirmed formats."));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0\t")]
    public void A_blank_cell_is_no_date_and_no_fault(string? text) =>
        new DateReader(null, NewYork, ThisYear).Read(text).IsBlank.Should().BeTrue();

    [Theory]
    [InlineData("31/02/2023", "2023-02-28", "2023-03-01")]
    [InlineData("29.02.2023 10:30", "2023-02-28T10:30", "2023-03-01T10:30")]
    [InlineData("31/04/99", "1999-04-30", "1999-05-01")]
    [InlineData("01/13/2023", "2023-01-13", null)]
    [InlineData("01/02/2023 24:30", "2023-02-01T00:30", "2023-02-02T00:30")]
    [InlineData("13/13/2023", null, null)]
    [InlineData("40/02/2023", null, null)]
    [InlineData("32/12/9999", null, null)]
    public void An_impossible_date_names_the_nearest_real_ones_which_then_read_without_a_fault(string text, string? first, string? second)
    {
        var reader = new DateReader(DateOrder.DayFirst, TimeZoneInfo.Utc, ThisYear);
        reader.Nearest(text).Should().Equal(new[] { first, second }.Where(n => n is not null));
        reader.Read(text).Faults!.Single().Suggestion.Should().Be(first);
        foreach (var near in reader.Nearest(text))
            reader.Read(near).Faults.Should().BeNull();
    }

    [Theory]
    [InlineData("4/5/2023")]
    [InlineData("4-5-23 10:00")]
    [InlineData("25/5/2023")]
    public void A17_Without_a_confirmed_order_figures_with_slash_or_hyphen_are_not_read_even_where_only_one_order_fits(string text)
    {
        var read = new DateReader(null, TimeZoneInfo.Utc, ThisYear).Read(text);
        read.Value.Should().BeNull();
        read.Faults!.Single().Code.Should().Be("MIG-DAT-002");
        new DateReader(null, TimeZoneInfo.Utc, ThisYear).Read("4.5.2023").Value!.Value.Day.Should().Be(new DateOnly(2023, 5, 4));
    }

    [Theory]
    [InlineData("1/2/27", 2027, "1927-01-02")]
    [InlineData("1/2/28", 1928, "2028-01-02")]
    [InlineData("1/2/00", 2000, "1900-01-02")]
    [InlineData("2/29/00", 2000, null)]
    [InlineData("1/2/99 4:05 PM", 1999, "2099-01-02T16:05")]
    public void A17_A_two_digit_year_is_read_up_to_next_year_said_and_offered_in_the_other_century(string text, int year, string? other)
    {
        var reader = new DateReader(DateOrder.MonthFirst, TimeZoneInfo.Utc, ThisYear);
        var read = reader.Read(text);
        read.Value!.Value.Day.Year.Should().Be(year);
        var fault = read.Faults!.Single();
        (fault.Code, fault.Weight, fault.Suggestion).Should().Be(("MIG-DAT-007", FaultWeight.Warning, other));
        fault.Detail.Should().Contain(year.ToString(English));
        if (other is not null)
            reader.Read(other).Faults.Should().BeNull();
    }

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

    [Theory]
    [InlineData("45000", ExcelDateSystem.From1900, "2023-03-15T00:00:00Z", DatePrecision.Day)]
    [InlineData("45000.5", ExcelDateSystem.From1900, "2023-03-15T12:00:00Z", DatePrecision.Minute)]
    [InlineData("43538", ExcelDateSystem.From1904, "2023-03-15T00:00:00Z", DatePrecision.Day)]
    [InlineData("20000", ExcelDateSystem.From1900, "1954-10-03T00:00:00Z", DatePrecision.Day)]
    [InlineData("80000", ExcelDateSystem.From1900, "2119-01-11T00:00:00Z", DatePrecision.Day)]
    public void A17_A_bare_number_is_a_day_only_after_confirmation(string text, ExcelDateSystem system, string instant, DatePrecision precision)
    {
        new DateReader(DateOrder.DayFirst, TimeZoneInfo.Utc, ThisYear).Read(text).Faults!.Single().Code.Should().Be("MIG-DAT-001");
        var value = new DateReader(DateOrder.DayFirst, TimeZoneInfo.Utc, ThisYear, system).Read(text).Value!.Value;
        (value.Instant, value.Precision).Should().Be((DateTimeOffset.Parse(instant, English), precision));
    }

    [Theory]
    [InlineData("19999")]
    [InlineData("80001")]
    [InlineData("80000.5")]
    [InlineData("-45000")]
    [InlineData("45,000")]
    [InlineData("4.5e4")]
    public void A17_A_number_outside_the_range_is_no_day_number_even_then(string text) =>
        new DateReader(null, TimeZoneInfo.Utc, ThisYear, ExcelDateSystem.From1900).Read(text).Value.Should().BeNull();

    [Theory]
    [InlineData(1, "1900-01-01")]
    [InlineData(59, "1900-02-28")]
    [InlineData(61, "1900-03-01")]
    [InlineData(2958465, "9999-12-31")]
    public void A_typed_day_number_of_1900_counts_around_the_day_that_never_was(double serial, string day) =>
        ExcelSerials.Read(serial, ExcelDateSystem.From1900)!.Value.ToString("yyyy-MM-dd", English).Should().Be(day);

    [Theory]
    [InlineData(60)]
    [InlineData(60.5)]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(-1)]
    [InlineData(2958466)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void A_typed_day_number_without_a_day_is_none(double serial) => ExcelSerials.Read(serial, ExcelDateSystem.From1900).Should().BeNull();

    [Fact]
    public void A_day_number_a_hair_before_midnight_stays_on_its_day() =>
        ExcelSerials.Read(45000.9999999, ExcelDateSystem.From1900).Should().Be(new DateTime(2023, 3, 15, 23, 59, 59));

    private static CultureInfo GermanMonths()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        string[] months = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember", ""];
        string[] shorts = ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez", ""];
        culture.DateTimeFormat.MonthNames = months;
        culture.DateTimeFormat.MonthGenitiveNames = months;
        culture.DateTimeFormat.AbbreviatedMonthNames = shorts;
        culture.DateTimeFormat.AbbreviatedMonthGenitiveNames = shorts;
        return culture;
    }
}
