using System.Globalization;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Domain.Migration.Transforms.DateGround;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

/// <summary>Every way a date is written: read as that day, or refused, asked about and never guessed (MIG-13, A17).</summary>
public sealed class DateReaderTests
{
    private static readonly CultureInfo German = GermanMonths();

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
