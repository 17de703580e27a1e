using CsCheck;
using Ethico.Ops.Domain.Shared;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Shared;

public sealed class NameFoldingTests
{
    // A letter outside ASCII sends the whole name the long way; what stands before it must come out alike.
    [Fact]
    public void A_plain_name_is_folded_as_the_long_way_folds_it() =>
        Gen.Char["aAbZ09 #'`-_.\t,;xX"].Array[0, 40].Sample(letters =>
        {
            var name = new string(letters);
            var longWay = NameFolding.Fold(name + " é");
            NameFolding.Fold(name).Should().Be(longWay[..^1].TrimEnd());
        });

    [Theory]
    [InlineData("PayrollSystem #12", "payroll system number 12")]
    [InlineData("##", "number number")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("  plant 7 ", "plant 7")]
    [InlineData("'", "")]
    public void A_plain_name_keeps_its_words(string name, string folded) => NameFolding.Fold(name).Should().Be(folded);
}
