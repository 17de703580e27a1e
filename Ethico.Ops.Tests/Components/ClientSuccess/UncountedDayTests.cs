using System.Globalization;
using System.Text;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>A day no roll-up was made of is not a day on which nothing happened (CS-19): wherever its number goes, it says so.</summary>
public sealed class UncountedDayTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Today = ClientRows.Today;

    [Fact]
    public async Task CS_19_A_day_that_was_not_counted_is_not_nought_in_table_chart_and_file()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await world.UsageAsync(client, Today.AddDays(-3), signIns: 0);
        await world.UsageAsync(client, Today.AddDays(-1), signIns: 12);
        await using var seat = await Seat.TakeAsync(world, mine);
        var address = $"/clients/{client}/usage?range=5d&grain=day";

        var table = seat.Go<UsagePage>(address + "&view=table", client.ToString());
        table.WaitForElement("table.twin tbody tr");
        var cells = table.FindAll("table.twin tbody tr").Select(r => r.Children.Select(c => c.TextContent).ToArray()).ToList();
        var charts = seat.Go<UsagePage>(address, client.ToString());
        charts.WaitForElement("figure.chart");
        var file = (await world.Get<ClientUsage>().ExportAsync(mine, client, Today.AddDays(-4), Today, CountGrain.Day, per100: false, CancellationToken.None)).Value;

        cells.Select(c => c[2]).Should().Equal("not counted", "0", "not counted", "12", "not counted");
        cells[0][2..10].Should().OnlyContain(c => c == "not counted");
        cells.Select(c => c[10]).Should().Equal("", "", "", "", "unfinished");
        Lines(file.Content).Skip(1).Should().BeEquivalentTo(cells, o => o.WithStrictOrdering());
        foreach (var chart in charts.FindAll("figure.chart"))
        {
            chart.QuerySelector(".bar-gap")!.GetAttribute("d")!.Count(c => c is 'M').Should().Be(3);
            chart.QuerySelectorAll(".hints span").Select(h => h.GetAttribute("title")!.Contains("not counted", StringComparison.Ordinal)).Should().Equal(true, false, true, false, true);
        }

        table.Markup.Should().Contain("2 days of this range were not counted", "today is not over");
    }

    [Fact]
    public async Task CS_19_A_week_counted_on_some_of_its_days_says_on_how_many()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        var monday = CountCalendar.WeekOf(Today).AddDays(-14);
        await world.UsageAsync(client, monday.AddDays(5), signIns: 12);
        await world.UsageAsync(client, monday.AddDays(6), signIns: 13);

        var usage = (await world.Get<ClientUsage>().ReadAsync(mine, client, monday.AddDays(-7), monday.AddDays(6), CountGrain.Week, CancellationToken.None)).Value;

        usage.Bars.Select(b => (UsageCells.Of(b, per100: false)[0], UsageCells.Remark(b), b.IsWhole)).Should().Equal(("not counted", "", false), ("25", "2 of 7 days counted", false));
        usage.Before.Should().OnlyContain(b => b.Counts == null);
    }

    [Fact]
    public async Task CS_19_A_range_without_a_counted_day_does_not_say_that_nobody_signed_in()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        // Counted, but outside of the range: within the month of its first day.
        await world.UsageAsync(client, CountCalendar.FirstOf(Today.AddDays(-20)), signIns: 12);
        await using var seat = await Seat.TakeAsync(world, mine);
        var first = CountCalendar.FirstOf(Today.AddDays(-20)).AddDays(1);
        var address = string.Create(CultureInfo.InvariantCulture, $"/clients/{client}/usage?grain=day&range={first:O}..{first.AddDays(3):O}");

        var page = seat.Go<UsagePage>(address, client.ToString());

        page.WaitForAssertion(() => page.Markup.Should().Contain("None of these days was counted").And.NotContain("Nobody of this client signed in"));
    }

    [Fact]
    public async Task CS_19_The_counted_rows_of_a_client_tell_a_week_that_was_not_counted_from_an_empty_one()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        var monday = CountCalendar.WeekOf(Today.AddDays(-1)).AddDays(-14);
        await world.UsageAsync(client, monday, signIns: 0);

        var weeks = (await world.Get<ClientHealth>().CountedAsync(mine, client, CancellationToken.None)).Value.Weeks;

        weeks.Should().HaveCountGreaterThan(12);
        weeks.Single(w => w.Monday == monday).Counts!.SignIns.Should().Be(0);
        weeks.Where(w => w.Monday != monday).Should().OnlyContain(w => w.Counts == null);
        await world.ScoredAsync(client, Today.AddDays(-1), 77.7m, "LOW");
        await using var seat = await Seat.TakeAsync(world, mine);
        var page = seat.Go<HealthPage>($"/clients/{client}", client.ToString());
        page.WaitForElement(".counted-part summary").Click();
        page.WaitForAssertion(() => page.FindAll(".counted-part tbody tr").Select(r => r.Children[1].TextContent).Should()
            .Equal([.. weeks.Reverse().Select(w => w.Monday == monday ? "0" : "not counted")]));
    }

    [Fact]
    public async Task CS_20_A_client_not_counted_on_the_matrix_day_has_no_levels_instead_of_an_empty_contract()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var (counted, empty, owed) = (await world.ClientAsync(mine, "Counted Canning"), await world.ClientAsync(mine, "Empty Engines"), await world.ClientAsync(mine, "Owed Oil"));
        var (day, since) = (Today.AddDays(-1), Today.AddDays(-200));
        await world.UsageAsync(counted, day, signIns: 10);
        await world.FeatureAsync(counted, day, "POLICY_MANAGEMENT", 3, 2, since);
        await world.UsageAsync(empty, day, signIns: 10);
        await world.UsageAsync(owed, day.AddDays(-1), signIns: 10);
        await world.FeatureAsync(owed, day.AddDays(-1), "POLICY_MANAGEMENT", 3, 2, since);
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<AdoptionMatrixPage>("/adoption");
        page.WaitForElement("table.matrix tbody tr");

        Row("Counted Canning").Should().StartWith("1 / 1").And.NotContain("Not counted");
        Row("Empty Engines").Should().StartWith("0 / 0").And.Contain("Not entitled");
        Row("Owed Oil").Should().StartWith("–Not counted").And.NotContain("entitled");
        var narrowed = seat.Go<AdoptionMatrixPage>("/adoption?level=NOT_ENTITLED");
        narrowed.WaitForElement("table.matrix tbody tr");
        narrowed.FindAll("table.matrix tbody tr").Should().HaveCount(2).And.NotContain(r => r.TextContent.Contains("Owed Oil", StringComparison.Ordinal));

        string Row(string name) => string.Concat(page.FindAll("table.matrix tbody tr").Single(r => r.Children[0].TextContent == name).Children.Skip(1).Select(c => c.TextContent.Trim()));
    }

    private static List<string[]> Lines(ReadOnlyMemory<byte> csv) =>
        [.. Encoding.UTF8.GetString(csv.Span).TrimStart('\ufeff').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split(',').Select(c => c.Trim('"').TrimStart('\'')).ToArray())];
}
