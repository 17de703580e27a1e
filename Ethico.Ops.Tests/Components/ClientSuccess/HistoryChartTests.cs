using System.Globalization;
using Bunit;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>client-success.md 4.2: what stands at the end of a line stays in the picture, whatever the line does.</summary>
public sealed class HistoryChartTests
{
    private static readonly DateOnly To = new(2026, 6, 14);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(50)]
    public async Task Names_at_the_end_stand_inside_and_apart_when_every_line_ends_at_the_same_height(int score)
    {
        var ends = await EndsAsync(score, [score, score, score, score, score]);

        ends.Should().HaveCount(6).And.OnlyContain(y => y >= 6 && y <= 194);
        ends.Zip(ends.Skip(1)).Should().OnlyContain(pair => pair.Second - pair.First >= 14);
    }

    [Fact]
    public async Task Names_at_both_ends_stand_inside()
    {
        var ends = await EndsAsync(0, [100, 100, 0, 0, null]);

        ends.Should().HaveCount(5).And.BeInAscendingOrder().And.OnlyContain(y => y >= 6 && y <= 194);
        ends.Zip(ends.Skip(1)).Should().OnlyContain(pair => pair.Second - pair.First >= 14);
    }

    [Fact]
    public async Task Without_any_score_it_says_so_and_hatches_all()
    {
        await using var context = new BunitContext();
        var chart = context.Render<HistoryChart>(p => p.Add(c => c.History, new HealthHistory(To.AddDays(-29), To, [], [], null, [])));

        chart.Find("svg").GetAttribute("aria-label").Should().StartWith("No score from");
        chart.FindAll("rect.gap").Should().ContainSingle().Which.GetAttribute("width").Should().Be("100%");
        chart.FindAll("circle").Should().BeEmpty();
    }

    [Fact]
    public async Task A_day_alone_is_a_dot_at_its_place()
    {
        await using var context = new BunitContext();
        var chart = context.Render<HistoryChart>(p => p.Add(c => c.History, new HealthHistory(To.AddDays(-30), To, [Day(To.AddDays(-15), 42, [null, null, null, null, null])], [], null, [])));

        chart.Find("circle").GetAttribute("cx").Should().Be("50%");
        chart.Find("path.score").GetAttribute("d").Should().Be("M15 58h.001");
        chart.FindAll("rect.gap").Should().HaveCount(2);
    }

    private static async Task<IReadOnlyList<decimal>> EndsAsync(decimal score, decimal?[] parts)
    {
        await using var context = new BunitContext();
        var chart = context.Render<HistoryChart>(p => p.Add(c => c.History, new HealthHistory(To.AddDays(-29), To, [Day(To, score, parts)], [], null, [])).Add(c => c.WithParts, true));
        return [.. chart.FindAll("text.end-score, text.end-part").Select(t => decimal.Parse(t.GetAttribute("y")!, CultureInfo.InvariantCulture)).Order()];
    }

    private static HistoryDay Day(DateOnly day, decimal score, decimal?[] parts) => new(day, SnapshotState.Scored, null, score, parts, Band.Low, 1, HealthFlags.None);
}
