using System.Globalization;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class HealthPageTests
{
    [Theory]
    [InlineData("Meridian Credit Union", "77.7")]
    [InlineData("Bluestone Insurance", "75.3")]
    [InlineData("Cobalt Ridge Mining", "81.7")]
    public async Task CS_1_The_points_shown_add_up_to_the_score_shown(string name, string score)
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);

        var page = await ShowAsync(desk, name);

        page.Find(".why .big").TextContent.Should().Be(score);
        page.FindAll(".earned.strong").Sum(e => decimal.Parse(e.TextContent.Replace("Earned ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))
            .Should().Be(decimal.Parse(score, CultureInfo.InvariantCulture));
        page.FindAll(".bar.absent").Count.Should().Be(5 - page.FindAll(".earned.strong").Count);
        page.FindAll(".bar-row").Should().HaveCount(5, "absent ones stand there too");
        page.Find("#rules-title").ParentElement!.TextContent.Should().Contain("R3:");
        page.Find("p.lead").TextContent.Should().Contain("Higher is healthier").And.Contain("measured").And.Contain("model 1").And.Contain("renewal");
    }

    [Fact]
    public async Task CS_2_Too_little_measured_shows_no_score_no_band_and_no_green()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);

        var page = await ShowAsync(desk, "Dunmore Textiles");

        page.Find(".head .band-tag").TextContent.Should().Contain("Insufficient data");
        page.Find(".head").QuerySelector(".tag.good").Should().BeNull();
        page.Find(".why .big").TextContent.Should().Be("–");
        page.FindAll(".earned.strong").Should().NotBeEmpty("the parts are still shown");
    }

    [Fact]
    public async Task CS_13_A_stale_client_is_marked_with_when_it_was_computed()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin, async (world, _) => await world.Database.ExecuteAsync(
            "update client_success.health_snapshot set computed_at = access.now() - interval '26 hours 1 minute' where organization_id = $1", (await HealthDesk.ClientAsync(world, "Kestrel Avionics")).Value));

        var page = await ShowAsync(desk, "Kestrel Avionics");

        page.Find(".head .tag.caution").TextContent.Should().Contain("Stale");
        page.Find(".note.caution").TextContent.Should().Contain("older than 26 hours: computed");
        var file = await desk.World.Get<ClientHealth>().ExportAsync(desk.Caller, await desk.ClientAsync("Kestrel Avionics"), new(2026, 6, 1), new(2026, 6, 14), CancellationToken.None);
        System.Text.Encoding.UTF8.GetString(file.Value.Content.Span).TrimEnd().Should().EndWith(",stale");
        (await desk.World.EntriesAsync("ExportData", "ALLOWED", desk.Caller)).Should().Be(1);
    }

    [Theory]
    [InlineData("Kestrel Avionics")]
    [InlineData(null)]
    [InlineData("'; drop table")]
    public async Task CS_14_A_client_of_somebody_else_is_not_found_or_not_yours_and_leaves_an_entry(string? what)
    {
        await using var desk = await HealthDesk.OpenAsync(
            Role.ClientSuccess, async (world, caller) => await world.AssignAsync(caller, await HealthDesk.ClientAsync(world, "Meridian Credit Union")));

        var which = what switch { null => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), "Kestrel Avionics" => (await desk.ClientAsync(what)).ToString(), _ => what };
        var page = desk.Seat.Show<HealthPage>($"/clients/{Uri.EscapeDataString(which)}", p => p.Add(h => h.Which, which)).Page;
        page.WaitForElement("[role=alert]");

        page.Find("[role=alert]").TextContent.Should().Contain(AccessRefusals.NotFoundOrNotYours.Sentence);
        page.Markup.Should().NotContain("Kestrel Avionics");
        (await desk.World.EntriesAsync("ViewHealth", "REFUSED", desk.Caller)).Should().Be(1);
    }

    [Fact]
    public async Task CS_16_Case_counts_under_five_stand_nowhere_on_the_page()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);

        var page = await ShowAsync(desk, "Meridian Credit Union");

        // 33 on time, 7 late and 4 overdue: of the last two neither may be told, for 33 and 44 stand there.
        page.FindAll(".bar-row")[1].TextContent.Should().Contain("33 on time of 44 closed in 90 days or overdue").And.NotContain("4 overdue");
        page.FindAll(".counted-part summary")[1].Click();
        page.WaitForElement(".counted-part table");
        var cells = page.FindAll(".counted-part tbody td.num").Select(c => c.TextContent.Trim()).ToList();
        cells.Should().NotBeEmpty().And.NotContain(["1", "2", "3", "4"]);
    }

    [Fact]
    public async Task CS_18_The_slider_at_todays_place_says_todays_score_and_stores_nothing()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var page = await ShowAsync(desk, "Meridian Credit Union");
        var before = await desk.Database.ValueAsync<string>("select md5(string_agg(h::text, '' order by organization_id, day)) from client_success.health_snapshot h");
        var result = () => page.Find(".what-if-result .v").TextContent;
        result().Should().Be("77.7");

        page.Find("#what-if-adoption").Input("6");
        result().Should().Be("82.7");
        page.Find(".what-if-result").TextContent.Should().Contain("+5.0");
        page.Find("#what-if-adoption").Input("4");
        result().Should().Be("77.7");
        page.Find("#what-if-login").Input("0");
        page.Find(".what-if button").Click();

        result().Should().Be("77.7");
        (await desk.Database.ValueAsync<string>("select md5(string_agg(h::text, '' order by organization_id, day)) from client_success.health_snapshot h")).Should().Be(before);
    }

    [Theory]
    [InlineData("Juniper Home Care", "would reach LOW")]
    [InlineData("Fallow & Sons Freight", "10 more closures on time (10 of 11), 68 more completed assignments (68 of 80) and 28 more active accounts (28 of 40) would reach LOW.")]
    [InlineData("Larkspur Foods", "while the trend is declining: the mean of seven days must rise over")]
    [InlineData("Kestrel Avionics", "Nothing is needed")]
    public async Task CS_18_The_smallest_change_stands_as_a_sentence_and_a_declining_client_is_told_why_not(string name, string sentence)
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);

        (await ShowAsync(desk, name)).Find("#help-title").ParentElement!.TextContent.Should().Contain(sentence);
    }

    [Fact]
    public async Task CS_19_Chart_and_table_hold_the_same_days_and_gaps_are_hatched()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        await desk.Database.ExecuteAsync("delete from client_success.health_snapshot where organization_id = $1 and day = date '2026-06-10'", (await desk.ClientAsync("Meridian Credit Union")).Value);

        var page = await ShowAsync(desk, "Meridian Credit Union", "?range=30d&lines=parts");
        page.WaitForElement(".twin table");

        page.FindAll(".chart .gap title").Select(t => t.TextContent).Should().Contain("No score 10 Jun 2026");
        var days = await desk.Database.ValueAsync<string[]>(
            "select array_agg(to_char(day, 'FMDD Mon YYYY') order by day desc) from client_success.health_snapshot where organization_id = $1 and day > date '2026-05-15'", (await desk.ClientAsync("Meridian Credit Union")).Value);
        page.FindAll(".twin tbody th").Select(d => d.TextContent).Should().Equal(days).And.HaveCountLessThan(30).And.StartWith("14 Jun 2026");
        page.Find(".twin tbody tr td").TextContent.Should().Be(page.Find(".why .big").TextContent);
        page.FindAll(".plot .part").Should().HaveCount(5);
        page.Find(".plot").TextContent.Should().Contain("Score 77.7").And.Contain("Cases on time");
        page.FindAll(".plot .tick").Select(t => t.TextContent).Should().Equal("0", "25", "50", "75", "100");
        page.Find(".ranges .chip.on").TextContent.Should().Be("30 days");
    }

    [Fact]
    public async Task A_range_too_long_is_corrected_in_the_address_with_a_notice()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);

        var page = await ShowAsync(desk, "Meridian Credit Union", "?range=2016-01-01..2026-06-14");
        page.WaitForElement(".history .note");

        page.Find(".history .note").TextContent.Should().Contain("three years");
        desk.Seat.Navigation.Uri.Should().EndWith("range=2023-06-15..2026-06-14");
    }

    [Fact]
    public async Task The_open_alerts_counted_there_lead_to_the_list_of_just_them()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var tenant = await desk.ClientAsync("Fallow & Sons Freight");

        var link = (await ShowAsync(desk, "Fallow & Sons Freight")).Find("p.lead a[href*='/alerts']");
        var list = desk.Seat.Go<AlertsPage>(link.GetAttribute("href")!);
        list.WaitForElement("tbody .row-link");

        link.TextContent.Should().Be(list.FindAll("tbody tr").Count + " open alerts");
        list.FindAll("tbody td a:not(.row-link)").Should().OnlyContain(a => a.GetAttribute("href") == $"/clients/{tenant}");
    }

    [Fact]
    public async Task A_role_that_only_reads_has_no_acts_and_is_told_so()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.SupportAdmin);

        var page = await ShowAsync(desk, "Meridian Credit Union");

        page.Find(".head-actions").TextContent.Should().NotContain("Override").And.NotContain("Recompute").And.NotContain("Log engagement");
        page.Markup.Should().Contain("Your role reads health");
    }

    [Fact]
    public async Task CS_8_An_override_is_made_in_its_dialog_and_says_its_rules()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var tenant = await desk.ClientAsync("Kestrel Avionics");
        var (page, dialogs) = desk.Seat.Show<HealthPage>($"/clients/{tenant}", p => p.Add(h => h.Which, tenant.ToString()));
        page.WaitForElement(".why .big");

        await page.InvokeAsync(() => page.FindAll(".head-actions button").Single(b => b.TextContent.Contains("Override", StringComparison.Ordinal)).Click());
        dialogs.WaitForElement("#override-ends");
        dialogs.Markup.Should().Contain("90 days at most").And.Contain("One at a time");
        dialogs.Find("textarea").Input("too short");
        dialogs.FindAll("button").Single(b => b.TextContent.StartsWith("Override as", StringComparison.Ordinal)).Click();
        dialogs.WaitForAssertion(() => dialogs.Find(".fault").TextContent.Should().Contain("10 to 500"));
        dialogs.FindAll(".seg input")[0].Change("on");
        dialogs.Find("textarea").Input("The sponsor left the company");
        dialogs.FindAll("button").Single(b => b.TextContent.StartsWith("Override as", StringComparison.Ordinal)).Click();

        page.WaitForAssertion(() => page.Find(".head .band-tag").TextContent.Should().Contain("High risk"));
        page.Markup.Should().Contain("override; computed low").And.Contain("The sponsor left the company");
    }

    private static async Task<IRenderedComponent<HealthPage>> ShowAsync(HealthDesk desk, string name, string query = "")
    {
        var tenant = await desk.ClientAsync(name);
        var page = desk.Seat.Show<HealthPage>($"/clients/{tenant}{query}", p => p.Add(h => h.Which, tenant.ToString())).Page;
        page.WaitForElement(".why .big");
        page.WaitForElement(".chart");
        return page;
    }
}
