using System.Globalization;
using CsCheck;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("1234.5", DecimalMark.Point, "1234.5")]
    [InlineData("1,234.5", DecimalMark.Point, "1234.5")]
    [InlineData("12 345 678", DecimalMark.Point, "12345678")]
    [InlineData("1\u202F234,5", DecimalMark.Comma, "1234.5")]
    [InlineData("1.234,5", DecimalMark.Comma, "1234.5")]
    [InlineData("1’234.5", DecimalMark.Point, "1234.5")]
    [InlineData("1.234", DecimalMark.Comma, "1234")]
    [InlineData("1.234", DecimalMark.Point, "1.234")]
    [InlineData("0,5", DecimalMark.Comma, "0.5")]
    [InlineData(",5", DecimalMark.Comma, "0.5")]
    [InlineData("-1", DecimalMark.Point, "-1")]
    [InlineData("−1", DecimalMark.Point, "-1")]
    [InlineData("+1", DecimalMark.Point, "1")]
    [InlineData("-0", DecimalMark.Point, "0")]
    [InlineData("-0.00", DecimalMark.Point, "0")]
    [InlineData("12345678901234567890", DecimalMark.Point, "12345678901234567890")]
    [InlineData("1e3", DecimalMark.Point, "1000")]
    [InlineData("1.5E-3", DecimalMark.Point, "0.0015")]
    [InlineData(" 007 ", DecimalMark.Point, "7")]
    public void A18_A_number_is_read_by_the_stated_mark(string text, DecimalMark mark, string plain) =>
        NumberText.Plain(NumberText.Read(text, mark)!.Value).Should().Be(plain);

    [Theory]
    [InlineData("1,5", DecimalMark.Point)]
    [InlineData("1,23", DecimalMark.Point)]
    [InlineData("1,2345", DecimalMark.Point)]
    [InlineData("1234,567", DecimalMark.Point)]
    [InlineData("12,34,567", DecimalMark.Point)]
    [InlineData("0,123", DecimalMark.Point)]
    [InlineData("1,234 567", DecimalMark.Point)]
    [InlineData("1.5", DecimalMark.Comma)]
    [InlineData("1.234.5", DecimalMark.Point)]
    [InlineData("1.234,567.8", DecimalMark.Point)]
    [InlineData("1.", DecimalMark.Point)]
    [InlineData(".", DecimalMark.Point)]
    [InlineData("-", DecimalMark.Point)]
    [InlineData("--1", DecimalMark.Point)]
    [InlineData("1e309", DecimalMark.Point)]
    [InlineData("1e99999", DecimalMark.Point)]
    [InlineData("1e", DecimalMark.Point)]
    [InlineData("1e-40", DecimalMark.Point)]
    [InlineData("NaN", DecimalMark.Point)]
    [InlineData("Infinity", DecimalMark.Point)]
    [InlineData("∞", DecimalMark.Point)]
    [InlineData("0x10", DecimalMark.Point)]
    [InlineData("5 %", DecimalMark.Point)]
    [InlineData("$5", DecimalMark.Point)]
    [InlineData("1 2", DecimalMark.Point)]
    [InlineData("٣", DecimalMark.Point)]
    [InlineData("79228162514264337593543950336", DecimalMark.Point)]
    [InlineData("1.00000000000000000000000000001", DecimalMark.Point)]
    [InlineData("", DecimalMark.Point)]
    public void A18_What_is_no_finite_number_in_range_under_that_mark_is_none(string text, DecimalMark mark) =>
        NumberText.Read(text, mark).Should().BeNull();

    [Fact]
    public void A18_Every_number_comes_back_exactly_with_and_without_groups_under_both_marks() =>
        Gen.Select(Gen.Long, Gen.Int[0, 8], (n, places) => new decimal(n) / (decimal)Math.Pow(10, places)).Sample(number =>
        {
            var plain = NumberText.Plain(number);
            var grouped = number.ToString("#,0.########", CultureInfo.InvariantCulture);
            return NumberText.Read(plain, DecimalMark.Point) == number
                && NumberText.Read(plain.Replace('.', ','), DecimalMark.Comma) == number
                && NumberText.Read(grouped, DecimalMark.Point) == number
                && NumberText.Read(grouped.Replace(',', '#').Replace('.', ',').Replace('#', '.'), DecimalMark.Comma) == number;
        });

    [Fact]
    public void A_number_under_the_other_mark_is_an_error_that_offers_it_rewritten()
    {
        var chain = TransformChain.Compile([new ParseNumberTransform(DecimalMark.Point)], ["A"], ["A"]).Value;
        var read = chain.Apply(["1.234,5"]);
        (read.IsFault, read.Faults!.Single().Code, read.Faults!.Single().Suggestion).Should().Be((true, "MIG-FMT-004", "1234.5"));
        chain.Apply(["1234.5"]).Should().Be(new TransformResult(TransformValue.Of(1234.5m, "1234.5"), null));
    }
}
