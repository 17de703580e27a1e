using System.Globalization;
using System.Text;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;
using TimelinePage = Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class ClientPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Today = ClientRows.Today;

    [Theory]
    [InlineData("day", null)]
    [InlineData("week", null)]
    [InlineData("week", "100")]
    public async Task CS_19_Table_and_charts_and_file_hold_the_same_cells(string grain, string? per)
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        for (var back = 1; back <= 40; back++)
            await world.UsageAsync(client, Today.AddDays(-back), signIns: 30 + back, opened: back % 7, reports: back % 9 == 0 ? 2 : 0, headcount: back < 5 ? null : 1450);
        await database.ExecuteAsync(
            "insert into client_success.usage_period (organization_id, grain, first_day, active_accounts) values ($1, 'WEEK', date_trunc('week', (access.now() at time zone 'America/New_York')::date - 14)::date, 1)", client.Value);
        await using var seat = await Seat.TakeAsync(world, mine);
        var address = $"/clients/{client}/usage?range=30d&grain={grain}{(per is null ? "" : "&per=" + per)}";

        var table = seat.Go<UsagePage>(address + "&view=table", client.ToString());
        table.WaitForElement("table.twin tbody tr");
        var cells = table.FindAll("table.twin tbody tr").Select(r => r.Children.Select(c => c.TextContent).ToArray()).ToList();
        var charts = seat.Go<UsagePage>(address, client.ToString());
        charts.WaitForElement("figure.chart");
        var step = grain is "day" ? CountGrain.Day : CountGrain.Week;
        var file = (await world.Get<ClientUsage>().ExportAsync(mine, client, Today.AddDays(-29), Today, step, per is not null, CancellationToken.None)).Value;

        Lines(file.Content).Skip(1).Should().BeEquivalentTo(cells, o => o.WithStrictOrdering());
        cells.Should().Contain(r => r.Contains("< 5") || r.Contains("hidden"), "one has to be hidden for this to prove anything");
        cells.Any(r => r.Contains("no headcount")).Should().Be(per is not null);
        foreach (var chart in charts.FindAll("figure.chart:has(.hints)"))
        {
            var figure = UsageCell.Titles.ToList().FindIndex(t => chart.QuerySelector("h2")!.TextContent.StartsWith(t, StringComparison.Ordinal));
            chart.QuerySelectorAll(".hints span").Select(h => h.GetAttribute("title")!.Split(": ")[1].Replace(", unfinished", "", StringComparison.Ordinal)).Should().Equal(cells.Select(r => r[2 + figure]));
        }

        if (step is CountGrain.Week && per is null)
            cells.Select(r => r[3]).Should().Contain("1", "one account on five days counts once");
    }

    [Fact]
    public async Task CS_14_A_client_of_somebody_else_is_answered_like_one_that_is_not_there()
    {
        await using var world = new World(database);
        var (mine, other) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.ClientSuccess));
        var foreign = await world.ClientAsync(other, "Foreign Freight");
        await using var seat = await Seat.TakeAsync(world, mine);

        List<string> answers = [];
        foreach (var which in new[] { foreign.ToString(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), "x" })
        {
            Ask<HealthPage>("", which);
            Ask<UsagePage>("/usage", which);
            Ask<AdoptionPage>("/adoption", which);
            Ask<TimelinePage>("/timeline", which);
            Ask<BenchmarksPage>("/benchmarks", which);
            Ask<ReviewPage>("/qbr", which);
            Ask<FilePage>("/file", which);
        }

        answers.Should().HaveCount(21).And.OnlyContain(a => a == "Not found, or not yours.There is no such client in your book.Portfolio", "no page says more than another, and asking again would change nothing");

        void Ask<TPage>(string part, string which)
            where TPage : IComponent
        {
            var page = seat.Go<TPage>($"/clients/{which}{part}", which);
            page.WaitForElement(".grid-note");
            page.Markup.Should().NotContain("Foreign Freight");
            answers.Add(string.Concat(page.Find(".grid-note").Children.Where(e => e.LocalName is not "svg").Select(e => e.TextContent.Trim())));
        }
    }

    [Theory]
    [InlineData("R1", 30, "R1: the score is under 40, which is high risk.")]
    [InlineData("R2", 30, "R2: the score is under 60 and declining, which is high risk.")]
    [InlineData("R3", 91, "R3: the score is at least 70 and not declining, which is low risk.")]
    [InlineData("R3", 90, "R3: the score is at least 70 and not declining, which is low risk. Renewal is near: a decline of 5 points or more would raise the risk.")]
    [InlineData("R4", 30, "R4: the score is at least 70 but declining, which is medium risk.")]
    [InlineData("R4,R5", 30, "R4: the score is at least 70 but declining, which is medium risk.", "R5: on the score's day the renewal was 30 days away and the score declining, which raises the risk by one band, never below medium.")]
    [InlineData("R1,R5", 1, "R1: the score is under 40, which is high risk.", "R5: on the score's day the renewal was 1 day away and the score declining, which raises the risk by one band, never below medium.")]
    [InlineData("R2,R5", 0, "R2: the score is under 60 and declining, which is high risk.", "R5: on the score's day the renewal was due and the score declining, which raises the risk by one band, never below medium.")]
    [InlineData("R4,R5", -3, "R4: the score is at least 70 but declining, which is medium risk.", "R5: on the score's day the renewal was overdue by 3 days and the score declining, which raises the risk by one band, never below medium.")]
    [InlineData("R4,R5", null, "R4: the score is at least 70 but declining, which is medium risk.", "R5: on the score's day the renewal was near or overdue and the score declining, which raises the risk by one band, never below medium.")]
    public async Task CS_6_The_page_lists_the_rules_that_fired_in_their_order_each_as_a_sentence(string fired, int? renewalIn, params string[] sentences)
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await world.ScoredAsync(client, Today.AddDays(-1), 77.7m, "MEDIUM");
        await database.ExecuteAsync(
            "update client_success.health_snapshot set fired_rules = $2, trend = 'DECLINING', trend_note = null, trend_delta = -6, renewal_in = $3 where organization_id = $1",
            client.Value, fired.Split(','), (object?)renewalIn ?? DBNull.Value);
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<HealthPage>($"/clients/{client}", client.ToString());
        page.WaitForElement("#rules-title");

        page.Find("#rules-title").ParentElement!.QuerySelectorAll("li").Select(li => li.TextContent.Trim()).Should().Equal(sentences);
    }

    [Fact]
    public async Task CS_20_Every_level_is_shown_and_a_feature_outside_the_contract_counts_nowhere()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        var day = Today.AddDays(-1);
        await world.UsageAsync(client, day, 10);
        var since = day.AddDays(-200);
        await world.FeatureAsync(client, day, "CASE_MANAGEMENT", 2, 2, since);
        await world.FeatureAsync(client, day, "INVESTIGATIONS", 3, 2, since);
        await world.FeatureAsync(client, day, "POLICY_MANAGEMENT", 3, 2, since);
        await world.FeatureAsync(client, day, "COI_CAMPAIGNS", 2, 2, since);
        await world.FeatureAsync(client, day, "CUSTOM_DASHBOARDS", 16, 4, since);
        await world.FeatureAsync(client, day, "AI_ASSISTANT", 0, 0, since);
        await world.FeatureAsync(client, day, "SSO_ENABLED", 0, 0, since, isConfigured: false);
        await world.FeatureAsync(client, day, "API_USAGE", 90, 0, day.AddDays(-11));
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<AdoptionPage>($"/clients/{client}/adoption", client.ToString());
        page.WaitForElement("section.grid-card:not([aria-busy]) tbody tr");

        // What works on cases counts them: neither their number nor what is missing to a known one (5.9).
        Row("Case management").Should().Contain("Light").And.Contain("Uses: < 5").And.Contain("needs 3 uses by 2 people");
        Row("Investigations").Should().Contain("Active").And.Contain("Uses: < 5").And.Contain("fewer than 5 times");
        Row("Policy management").Should().Contain("Active").And.Contain("Uses: 3").And.Contain("2 more uses to power");
        Row("COI campaigns").Should().Contain("Active").And.Contain("needs 1 more use");
        Row("Custom dashboards").Should().Contain("Power").And.Contain("As expected");
        Row("AI assistant").Should().Contain("Idle").And.Contain("never used");
        Row("Single sign-on").Should().Contain("Not configured").And.Contain("not set up");
        Row("Gift disclosures").Should().Contain("Not entitled").And.Contain("counts nowhere");
        Row("API").Should().Contain("New");
        page.Find(".tiles").TextContent.Should().Contain("3 of 7 entitled features used", "the new one and those outside the contract count in neither number");
        page.FindAll("tbody tr").Should().HaveCount(14);

        string Row(string name) => page.FindAll("tbody tr").Single(r => r.QuerySelector("td")!.TextContent.StartsWith(name, StringComparison.Ordinal)).TextContent;
    }

    [Fact]
    public async Task CS_23_Pages_follow_on_each_other_under_equal_instants()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        var at = TimeProvider.System.GetUtcNow().AddDays(-3);
        List<Guid> all = [];
        for (var i = 0; i < 120; i++)
            all.Add(await world.EngagementAsync(client, mine, at, $"Call {i}"));
        await using var seat = await Seat.TakeAsync(world, mine);

        List<string> seen = [];
        for (string? address = $"/clients/{client}/timeline?kind=ENGAGEMENT"; address is not null;)
        {
            var page = seat.Go<TimelinePage>(address, client.ToString());
            page.WaitForElement("ol.story li");
            seen.AddRange(page.FindAll("ol.story li[id]").Select(li => li.Id!));
            address = page.FindAll(".foot a").FirstOrDefault(a => a.TextContent is "Earlier")?.GetAttribute("href");
        }

        seen.Should().Equal(all.Select(id => id.ToString()).Order(StringComparer.Ordinal).Select(id => "entry-" + id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CS_23_Entries_of_every_kind_at_one_instant_stand_in_one_order_however_they_are_paged(int size)
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        // The midnight an alert of the day before stands at.
        var at = await database.ValueAsync<DateTime>("select ((access.now() at time zone 'America/New_York')::date)::timestamp at time zone 'America/New_York'");
        for (var i = 0; i < 3; i++)
            await world.EngagementAsync(client, mine, new DateTimeOffset(at, TimeSpan.Zero), $"Call {i}");
        await world.AlertAsync(client, "NO_CONTACT", mine);
        await world.AlertAsync(client, "LOW_SEATS", mine);
        await database.ExecuteAsync(
            """
            insert into client_success.ticket_line (organization_id, number, severity, status, opened_at) values ($1, 'T-2', 'LOW', 'OPEN', $2), ($1, 'T-1', 'LOW', 'OPEN', $2)
            """, client.Value, at);
        await database.ExecuteAsync(
            "insert into client_success.health_override (id, organization_id, band, reason, created_by, created_at, from_on, expires_on) values (gen_random_uuid(), $1, 'HIGH', 'Their sponsor has left', $2, $3, $4, $5)",
            client.Value, mine.Id.Value, at, Today, Today.AddDays(3));
        var timeline = world.Get<ClientTimeline>();
        async Task<List<TimelineEntry>> ReadAsync(int most)
        {
            List<TimelineEntry> read = [];
            for (string? after = null; ;)
            {
                var page = (await timeline.ReadAsync(mine, client, new([TimelineKind.Engagement, TimelineKind.Ticket, TimelineKind.Alert, TimelineKind.Override], null, null, null, after, most), CancellationToken.None)).Value;
                read.AddRange(page.Entries);
                if ((after = page.Next) is null)
                    return read;
            }
        }

        var whole = await ReadAsync(200);

        whole.Should().HaveCount(8).And.OnlyContain(e => e.At == whole[0].At, "this proves nothing of entries that differ in their instant");
        whole.Select(e => e.Kind).Distinct().Should().HaveCount(4);
        whole.Should().Equal(whole.OrderBy(e => e.Kind).ThenBy(e => e.Id, StringComparer.Ordinal));
        (await ReadAsync(size)).Should().Equal(whole);
    }

    [Fact]
    public async Task CS_23_A_link_opens_at_its_entry_and_a_silence_is_drawn()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        var now = TimeProvider.System.GetUtcNow();
        var old = await world.EngagementAsync(client, mine, now.AddDays(-200), "Kick-off", "Agreed on three goals");
        for (var i = 0; i < 70; i++)
            await world.EngagementAsync(client, mine, now.AddDays(-5).AddMinutes(-i), $"Call {i}");
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<TimelinePage>($"/clients/{client}/timeline?entry={old}", client.ToString());
        page.WaitForElement("li[aria-current=true]");

        page.Find("li[aria-current=true]").TextContent.Should().Contain("Kick-off").And.Contain("Agreed on three goals");
        page.Find("li.silence").TextContent.Should().Contain("194 days without an engagement");
        var found = seat.Go<TimelinePage>($"/clients/{client}/timeline?q=three+goals", client.ToString());
        found.WaitForElement("ol.story li");
        found.FindAll("ol.story li").Should().ContainSingle().Which.TextContent.Should().Contain("Kick-off");
    }

    [Fact]
    public async Task CS_21_Too_few_peers_leave_a_sentence_and_no_number()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await database.ExecuteAsync(
            """
            insert into client_success.benchmark (organization_id, day, metric, cohort, cohort_key, peers, p25, median, p75, own, percentile)
            values ($1, (access.now() at time zone 'America/New_York')::date - 1, 'ACTIVE_SHARE', 'ALL', 'ALL', 4, null, null, null, 52.5, null), ($1, (access.now() at time zone 'America/New_York')::date - 1, 'DAYS_TO_CLOSE', 'ALL', 'ALL', 5, 14, 20, 25, 18, 60)
            """,
            client.Value);
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<BenchmarksPage>($"/clients/{client}/benchmarks", client.ToString());
        page.WaitForElement("section.grid-card:not([aria-busy]) tbody tr");
        var rows = page.FindAll("tbody tr").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToArray()).ToList();

        rows[0].Should().Contain(c => c.Contains("Needs 5 other clients, this cohort has 4", StringComparison.Ordinal));
        rows[0].Skip(2).Take(3).Should().OnlyContain(c => c.EndsWith('–'));
        rows[1][0].Should().Contain("lower is better");
        rows[1].Skip(1).Take(4).Select(c => c.Split(": ")[^1]).Should().Equal("18.0", "14.0", "20.0", "25.0");
        rows[0][1].Should().EndWith("52.5 %");
    }

    private static List<string[]> Lines(ReadOnlyMemory<byte> csv) =>
        [.. Encoding.UTF8.GetString(csv.Span).TrimStart('\ufeff').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split(',').Select(c => c.Trim('"').TrimStart('\'')).ToArray())];
}
