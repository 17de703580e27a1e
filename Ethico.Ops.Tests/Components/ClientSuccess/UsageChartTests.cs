using Bunit;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class UsageChartTests
{
    [Theory]
    [InlineData("2610", "609", "Last whole week 2,610 · 1 week earlier 609")]
    [InlineData("1180.0", "2.5", "Last whole week 1,180.0 · 1 week earlier 2.5")]
    [InlineData("hidden", "< 5", "Last whole week hidden · 1 week earlier < 5")]
    [InlineData("no headcount", "0", "Last whole week no headcount · 1 week earlier 0")]
    public async Task Its_newest_number_is_written_like_those_of_its_axis(string now, string before, string words)
    {
        await using var context = new BunitContext();

        var chart = context.Render<UsageChart>(p => p.Add(c => c.Title, "Sign-ins").Add(c => c.Cells, [Cell(now)]).Add(c => c.Before, [Cell(before)]).Add(c => c.Grain, CountGrain.Week));

        chart.Find("figcaption .small").TextContent.Should().Be(words);
        chart.Find("figure").GetAttribute("aria-label").Should().Contain(words);
    }

    private static UsageCell Cell(string text)
    {
        var day = new DateOnly(2026, 6, 1);
        var value = decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : (decimal?)null;
        return new(day, day.AddDays(6), IsUnfinished: false, "", text, value, text is "< 5" or "hidden", IsCounted: true);
    }
}
