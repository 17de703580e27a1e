using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class PortfolioPageTests
{
    [Fact]
    public async Task The_most_urgent_stand_first_and_each_band_is_a_word()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);

        var page = Show(desk, "/clients");

        var bands = page.FindAll("tbody tr .band-tag").Select(b => b.TextContent.Trim()).ToList();
        var ranks = bands.ConvertAll(b => b switch { "High risk" => 0, "Medium risk" => 2, "Low risk" => 3, _ => 1 });
        ranks.Should().BeInAscendingOrder();
        ranks.Should().Contain([0, 1, 2]);
        page.Find("p.lead").TextContent.Should().Contain("Higher is healthier");
        page.Find(".tiles-foot").TextContent.Should().Contain("100 %").And.Contain("have a fresh score or a stated cause").And.Contain("all active clients");
        page.FindAll(".spark").Should().OnlyContain(s => s.GetAttribute("aria-label")!.Length > 5, "a picture has words");
    }

    [Fact]
    public async Task A_client_nothing_was_computed_for_is_counted_and_said_to_be_so()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin, async (world, _) =>
            await world.Database.ExecuteAsync("delete from client_success.health_snapshot where organization_id = (select id from platform.organizations where name = 'Meridian Credit Union')"));
        var tenant = await desk.ClientAsync("Meridian Credit Union");

        var list = Show(desk, "/clients");
        await using var there = await Components.Support.Seat.TakeAsync(desk.World, desk.Caller, Tests.Support.TestTemplate.DemoAnchor);
        var page = there.Show<HealthPage>($"/clients/{tenant}", p => p.Add(h => h.Which, tenant.ToString())).Page;
        page.WaitForElement(".history .plot");

        list.Find("a[href*='band=NONE'] .faint").TextContent.Should().Contain("1 without a score yet");
        page.Markup.Should().Contain("Not computed yet").And.NotContain("healthier. ·");
    }

    [Fact]
    public async Task A_day_alone_in_a_sparkline_is_a_dot_of_its_own()
    {
        await using var context = new BunitContext();

        var spark = context.Render<Sparkline>(p => p.Add(s => s.Scores, [null, 50m, null, 60m, 61m]));

        spark.Find("path.alone").GetAttribute("d").Should().Be("M1 14h.01");
        spark.Find("path:not(.alone)").GetAttribute("d").Should().Be("M3 11.4L4 11.14");
    }

    [Fact]
    public async Task CS_25_A_pasted_address_shows_the_same_rows_to_another_of_the_same_role()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        const string address = "/clients?band=HIGH,NONE&sort=-name&renewal=3650";
        var first = Show(desk, address).FindAll("tbody .row-link .cut").Select(a => a.TextContent).ToList();
        var other = await desk.World.OperatorAsync(Role.PlatformAdmin);

        await using var there = await Components.Support.Seat.TakeAsync(desk.World, other, Tests.Support.TestTemplate.DemoAnchor);
        var page = there.Show<PortfolioPage>(address).Page;
        page.WaitForElement("tbody .row-link");

        first.Should().NotBeEmpty().And.BeInDescendingOrder(StringComparer.Ordinal);
        page.FindAll("tbody .row-link .cut").Select(a => a.TextContent).Should().Equal(first);
        page.Find("th[aria-sort=descending]").TextContent.Should().Contain("Client");
        page.FindAll("summary.chip.on").Should().HaveCount(1, "a window of ten years is no choice of the menu, and narrows all the same").And.OnlyContain(c => c.TextContent == "High risk, No band");
    }

    [Fact]
    public async Task CS_25_A_pasted_address_shows_the_same_columns_in_their_order_and_reads_nothing_anew()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var page = Show(desk, "/clients?columns=arr,score,lead");
        Heads(page).Should().Equal("Client", "Score", "Lead", "ARR");

        await GoAsync("Trend");
        Heads(page).Should().Equal("Client", "Score", "Trend", "Lead", "ARR");
        await GoAsync("Score");
        desk.Seat.Navigation.Uri.Should().EndWith("/clients?columns=trend%2Clead%2Carr");
        page.Find("tbody tr").QuerySelectorAll("td").Should().HaveCount(4);
        page.Find("summary.chip.on").TextContent.Should().Be("3 of 10 columns");
        foreach (var column in (string[])["Trend", "Lead", "ARR"])
            await GoAsync(column);

        Heads(page).Should().Equal("Client");
        desk.Seat.Navigation.Uri.Should().EndWith("/clients?columns=client");
        page.Find("a[aria-label='Show all columns']").GetAttribute("href").Should().EndWith("/clients");

        async Task GoAsync(string column)
        {
            var link = page.FindAll(".menu-item").Single(i => i.GetAttribute("href")!.Contains("columns=", StringComparison.Ordinal) && i.TextContent.Trim() == column).GetAttribute("href")!;
            (await Tests.Support.Statements.CountAsync(() => page.InvokeAsync(() => desk.Seat.Navigation.NavigateTo(link)), () => page.InvokeAsync(() => { }))).Should().Be(0);
        }
    }

    [Fact]
    public async Task CS_17_CS_25_A_column_that_the_role_does_not_have_is_left_out_and_named()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.SupportAdmin);

        var page = Show(desk, "/clients?q=Meridian&columns=score,arr");

        Heads(page).Should().Equal("Client", "Score");
        page.Find(".note").TextContent.Should().Contain("columns");
        page.Markup.Should().NotContain("918,273").And.NotContain("ARR");
    }

    [Fact]
    public async Task CS_13_A_client_computed_26_hours_and_a_minute_ago_is_marked_stale()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin, async (world, _) =>
        {
            await AgeAsync(world, "Kestrel Avionics", "26:01");
            await AgeAsync(world, "Hollis Paper", "25:59");
        });

        var page = Show(desk, "/clients?flag=STALE");

        page.FindAll("tbody .row-link .cut").Select(a => a.TextContent).Should().Equal("Kestrel Avionics");
        page.Find("tbody .tag.caution").TextContent.Should().Contain("stale, computed");
        page.Find(".tiles-foot .caution-text").TextContent.Should().NotContain("100 %");
        var file = await desk.World.Get<ClientPortfolio>().ExportAsync(desk.Caller, new() { Text = "Kestrel" }, PortfolioSort.Name, CancellationToken.None);
        System.Text.Encoding.UTF8.GetString(file.Value.Content.Span).Should().Contain("stale,");
    }

    [Theory]
    [InlineData(Role.PlatformAdmin, true)]
    [InlineData(Role.SupportAdmin, false)]
    [InlineData(Role.ImplementationManager, false)]
    public async Task CS_17_Revenue_stands_on_the_page_only_with_the_right(Role role, bool isShown)
    {
        await using var desk = await HealthDesk.OpenAsync(role);

        var page = Show(desk, "/clients?q=Meridian");

        page.FindAll("tbody .row-link").Should().ContainSingle();
        page.Markup.Contains("918,273", StringComparison.Ordinal).Should().Be(isShown);
        page.Markup.Contains("ARR", StringComparison.Ordinal).Should().Be(isShown);
        if (!isShown)
            page.Find(".tiles-foot").TextContent.Should().Contain("revenue is not shown to your role");
    }

    [Fact]
    public async Task Values_that_are_none_are_left_out_and_named()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);

        var page = Show(desk, "/clients?band=PURPLE&score=a..b&sort=arr&renewal=-3&q=Meridian");

        page.FindAll("tbody .row-link .cut").Select(a => a.TextContent).Should().Equal("Meridian Credit Union");
        page.Find(".note").TextContent.Should().Contain("band").And.Contain("score").And.Contain("renewal").And.Contain("sort");
    }

    [Fact]
    public async Task Without_clients_it_says_who_assigns_them()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.ClientSuccess);

        var page = desk.Seat.Show<PortfolioPage>("/clients").Page;
        page.WaitForElement(".grid-note");

        page.Find(".grid-note").TextContent.Should().Contain("No clients are assigned to you yet").And.Contain("administrator assigns");
    }

    [Fact]
    public async Task An_override_stands_beside_the_computed_band()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin, async (world, caller) =>
        {
            var tenant = await HealthDesk.ClientAsync(world, "Kestrel Avionics");
            var set = await world.Get<HealthOverrides>().SetAsync(caller, tenant, new(Band.High, null, "Sponsor left the company", new(2026, 6, 20)), CancellationToken.None);
            set.Refusal.Should().BeNull();
        });

        var page = Show(desk, "/clients?q=Kestrel");

        page.Find("tbody .band-tag").TextContent.Should().Contain("High risk");
        page.Find("tbody .row-link .flags").TextContent.Should().Contain("override; computed low");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("score")]
    [InlineData("trend")]
    [InlineData("renewal")]
    [InlineData("coverage")]
    [InlineData("contact")]
    public async Task Every_order_turns_and_pages_without_losing_or_doubling_a_client(string word)
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        foreach (var sort in (string[])[word, "-" + word])
        {
            var order = new PortfolioAddress { SortBy = sort }.Sort;
            List<Guid> paged = [];
            string? after = null;
            do
            {
                var page = (await desk.World.Get<ClientPortfolio>().ListAsync(desk.Caller, new(), order, after, 7, CancellationToken.None)).Value;
                paged.AddRange(page.Items.Select(r => r.Tenant.Value));
                after = page.Next;
            }
            while (after is not null);

            var whole = (await desk.World.Get<ClientPortfolio>().ListAsync(desk.Caller, new(), order, null, 200, CancellationToken.None)).Value;
            paged.Should().Equal(whole.Items.Select(r => r.Tenant.Value));
        }
    }

    private static IEnumerable<string> Heads(IRenderedComponent<PortfolioPage> page) => page.FindAll("thead th").Select(h => h.TextContent.TrimEnd('↑', '↓'));

    private static IRenderedComponent<PortfolioPage> Show(HealthDesk desk, string address)
    {
        var page = desk.Seat.Show<PortfolioPage>(address).Page;
        page.WaitForElement("tbody .row-link");
        page.WaitForElement(".tiles-foot");
        return page;
    }

    private static Task AgeAsync(Tests.Support.World world, string name, string age) => world.Database.ExecuteAsync(
        "update client_success.health_snapshot set computed_at = access.now() - $2::text::interval where organization_id = (select id from platform.organizations where name = $1) and day = date '2026-06-14'",
        name, age);
}
