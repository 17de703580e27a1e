using Ethico.Ops.Domain.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

/// <summary>What a client is told of months that were not counted, or not on all their days.</summary>
public class ReviewUsageTests
{
    private static readonly QbrEdit Edit = new(new(2026, 7, 1), new(2026, 9, 30), [QbrSection.Achievements, QbrSection.Usage], CohortKind.All, "", "", 0);

    [Fact]
    public void CS_24_A_month_that_was_not_counted_says_so_and_one_counted_in_part_says_on_how_many_days()
    {
        var blocks = Part("Usage", Month(7, 0, 0), Month(8, 12, 140), Month(9, 30, 160));

        blocks.OfType<QbrBars>().Single().Bars.Select(b => (b.Label, b.Value, b.Text)).Should().Equal(("July 2026", null, "not counted"), ("August 2026", 140, "140"), ("September 2026", 160, "160"));
        blocks.OfType<QbrTable>().Single().Rows[0].Should().Equal("July 2026", "not counted", "not counted", "not counted", "not counted", "not counted");
        blocks.OfType<QbrTable>().Single().Rows[2].Should().NotContain("not counted");
        blocks.OfType<QbrParagraph>().Select(p => p.Text).Should().Contain("Not every day was counted: August 2026 on 12 of 31 days.");
        Part("Usage", Month(7, 31, 120), Month(8, 31, 140), Month(9, 30, 160)).OfType<QbrParagraph>().Should().ContainSingle();
    }

    [Fact]
    public void CS_24_Only_a_period_counted_on_all_its_days_can_be_said_to_have_had_no_activity()
    {
        Part("Usage", Month(7, 31, 0), Month(8, 31, 0), Month(9, 30, 0)).OfType<QbrParagraph>().Single().Text.Should().Be("No activity was counted in this period.");
        Part("Usage", Month(7, 0, 0), Month(8, 31, 0), Month(9, 30, 0)).OfType<QbrParagraph>().Single().Text.Should().Be("This period was not counted, or not on all its days.");
    }

    [Theory]
    [InlineData(31, 30, true)]
    [InlineData(30, 30, false)]
    [InlineData(31, 29, false)]
    public void CS_24_A_rise_and_a_best_month_are_praised_only_where_every_day_compared_was_counted(int daysOfJuly, int daysOfJuneBefore, bool isPraised)
    {
        UsageBar[] before = [Month(4, 30, 10), Month(5, 31, 10), Month(6, daysOfJuneBefore, 10)];

        var said = Write([Month(7, daysOfJuly, 120), Month(8, 31, 140), Month(9, 30, 160)], before).Parts.Single(p => p.Heading == "Achievements").Blocks.SelectMany(b => b.Texts).ToList();

        said.Any(t => t.StartsWith("Sign-ins rose by", StringComparison.Ordinal)).Should().Be(isPraised);
        said.Any(t => t.EndsWith("the most of the period.", StringComparison.Ordinal)).Should().Be(daysOfJuly == 31, "days before it are not compared with");
    }

    private static IReadOnlyList<QbrBlock> Part(string heading, params UsageBar[] bars) => Write(bars, []).Parts.Single(p => p.Heading == heading).Blocks;

    private static QbrDocument Write(IReadOnlyList<UsageBar> bars, IReadOnlyList<UsageBar> before) => QbrWriter.Write(
        Edit, new(new("Harbor & Vale Health", [], null, null), new(CountGrain.Month, bars, before, null), new(null, [], new(0, 0, null, null)), new(null, [], [])));

    private static UsageBar Month(int month, int counted, int signIns)
    {
        var (from, to) = (new DateOnly(2026, month, 1), new DateOnly(2026, month, 1).AddMonths(1).AddDays(-1));
        var none = new ShownCount(0, CountCover.None);
        return new(from, to, IsUnfinished: false, to.Day, counted, counted == 0 ? null : new(signIns, signIns / 10, none, none, 0, 0, none, 0, 100));
    }
}
