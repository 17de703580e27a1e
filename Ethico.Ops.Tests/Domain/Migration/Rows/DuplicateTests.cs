using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>MIG-DUP-001 to 005 among rows.</summary>
public sealed class DuplicateTests
{
    [Theory]
    [InlineData("MIG-DUP-001", "K1;;a;1;1", "K1;;b;2;2", true)]
    [InlineData("MIG-DUP-001", "K1;;a;1;1", "k1;;b;2;2", false)]
    [InlineData("MIG-DUP-002", "123;00123;a;1;1", "123;;b;2;2", true)]
    [InlineData("MIG-DUP-002", "123;00123;a;1;1", "123;00123;b;2;2", false)]
    [InlineData("MIG-DUP-003", "K1;;a;1;9", "K2;;b;2;9", true)]
    [InlineData("MIG-DUP-003", "K1;;a;1;9", "K1;;b;2;9", false)]
    [InlineData("MIG-DUP-004", "K1;;a;7;1", "K2;;b;7;2", true)]
    [InlineData("MIG-DUP-004", "K1;;a;7;1", "K2;;b;8;2", false)]
    [InlineData("MIG-DUP-005", "K1;;same;1;1", "K1;;same;1;1", true)]
    [InlineData("MIG-DUP-005", "K1;;a;1;1", "K1;;b;1;1", false)]
    public void MIG_15_Two_rows_break_the_rule_and_two_just_do_not(string code, string one, string other, bool breaks)
    {
        var verdicts = RowDuplicates.Judge([Row(1, one), Row(2, other)], DuplicatePolicy.Errors);
        verdicts.Values.SelectMany(v => v.Broken).Any(r => r.Code.Value == code).Should().Be(breaks);
        RowDuplicates.Judge([Row(1, one) with { IsLeftOut = true }, Row(2, other)], DuplicatePolicy.Errors).Values.SelectMany(v => v.Broken)
            .Should().BeEmpty("who is left out meets nobody");
    }

    [Fact]
    public void MIG_15_A_row_that_is_merged_or_left_out_clashes_with_nobody()
    {
        KeyedRow[] rows = [Row(1, "K1;;a;7;1"), Row(2, "K1;;b;8;2"), Row(3, "K2;;c;8;3")];
        RowDuplicates.Judge(rows, DuplicatePolicy.MergeFirstWins).Values.SelectMany(v => v.Broken).Should().BeEmpty();
        RowDuplicates.Judge(rows, DuplicatePolicy.KeepFirst)[2].SkipCode.Should().Be("KEPT_FIRST");
        RowDuplicates.Judge(rows, DuplicatePolicy.KeepLast)[3].Broken.Should().Contain(Rules.ReferenceTwice);
    }

    // key ; raw id where it differs ; digest ; reference ; text
    private static KeyedRow Row(int number, string told)
    {
        var parts = told.Split(';');
        return new(number, parts[0], parts[0].GetHashCode(StringComparison.Ordinal), parts[1].Length == 0 ? null : parts[1].GetHashCode(StringComparison.Ordinal),
            long.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture), null, long.Parse(parts[4], System.Globalization.CultureInfo.InvariantCulture), parts[2], false);
    }
}
