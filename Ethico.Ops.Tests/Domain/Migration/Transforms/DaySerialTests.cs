using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Domain.Migration.Transforms.DateGround;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

/// <summary>Day numbers of a spreadsheet, written as text or typed.</summary>
public sealed class DaySerialTests
{
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
}
