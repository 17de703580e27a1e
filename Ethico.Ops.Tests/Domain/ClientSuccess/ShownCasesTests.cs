using CsCheck;
using Ethico.Ops.Domain.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

public sealed class ShownCasesTests
{
    [Theory]
    [InlineData(33, 40, 8, "33", "7", "8", "48")]
    [InlineData(33, 40, 4, "33", "hidden", "hidden", "44")]
    [InlineData(33, 40, 0, "33", "7", "0", "40")]
    [InlineData(33, 35, 0, "hidden", "hidden", "0", "hidden")]
    [InlineData(3, 40, 9, "hidden", "hidden", "hidden", "hidden")]
    [InlineData(0, 3, 0, "0", "hidden", "0", "hidden")]
    [InlineData(0, 0, 0, "0", "0", "0", "0")]
    public void CS_16_Counts_are_told_or_covered(int onTime, int closed, int pastDue, string onTimeShown, string lateShown, string pastDueShown, string total)
    {
        var shown = ShownCases.Of(new() { ClosedOnTime = onTime, Closed = closed, PastDue = pastDue });

        (shown.OnTime.ToString(), shown.Late.ToString(), shown.PastDue.ToString(), shown.Total.ToString()).Should().Be((onTimeShown, lateShown, pastDueShown, total));
    }

    /// <summary>Whoever knows every text, and how they are made, is left with more than one value for a count from 1 to 4.</summary>
    [Fact]
    public void CS_16_No_count_under_five_can_be_worked_out_from_what_stands_there()
    {
        var worlds = (from onTime in Enumerable.Range(0, 21) from late in Enumerable.Range(0, 21) from past in Enumerable.Range(0, 21)
                      select new RawCounts { ClosedOnTime = onTime, Closed = onTime + late, PastDue = past }).ToList();
        var told = worlds.ToLookup(ShownCases.Of);

        // Small ones: what is alike lies well inside the worlds tried.
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 8]).Sample(
            (onTime, late, past) =>
            {
                var raw = new RawCounts { ClosedOnTime = onTime, Closed = onTime + late, PastDue = past };
                var alike = told[ShownCases.Of(raw)];
                return Open(raw.ClosedOnTime, alike.Select(a => a.ClosedOnTime)) && Open(raw.Closed - raw.ClosedOnTime, alike.Select(a => a.Closed - a.ClosedOnTime))
                    && Open(raw.PastDue, alike.Select(a => a.PastDue));
            },
            iter: 3000);

        static bool Open(int count, IEnumerable<int> candidates) => count is 0 or >= CountSuppression.Least || candidates.Distinct().Skip(1).Any();
    }
}
