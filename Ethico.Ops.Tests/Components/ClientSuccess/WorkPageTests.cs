using AngleSharp.Dom;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class WorkPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task CS_22_Mine_are_what_is_mine_and_the_book_is_every_client_of_it_and_no_other()
    {
        await using var world = new World(database);
        var (mine, other) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.ClientSuccess));
        var (client, foreign) = (await world.ClientAsync(mine), await world.ClientAsync(other, "Foreign Freight"));
        await world.AlertAsync(client, "NO_CONTACT", mine);
        await world.AlertAsync(client, "LOW_SEATS", owner: null, "LOW", 40, 120);
        await world.AlertAsync(foreign, "BAND_HIGH", other);
        await using var seat = await Seat.TakeAsync(world, mine);

        Rows(seat, "/alerts").Should().Equal("64 days without an engagement");
        Rows(seat, "/alerts?view=book").Should().Equal("64 days without an engagement", "40 active accounts on 120 licensed seats");
    }

    [Fact]
    public async Task CS_22_An_alert_is_acknowledged_then_snoozed_for_seven_days()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var alert = await world.AlertAsync(await world.ClientAsync(mine), "NO_CONTACT", mine);
        await using var seat = await Seat.TakeAsync(world, mine);
        var page = seat.Show<AlertsPage>($"/alerts?open={alert}").Page;
        page.WaitForElement("aside.panel dl");

        await Button(page, "Acknowledge").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().StartWith("Acknowledged"));
        (await StateAsync(alert)).Should().Be("ACKNOWLEDGED");
        await Button(page, "7 days").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().StartWith("Snoozed until"));

        (await database.ValueAsync<int>("select snoozed_until - (access.now() at time zone 'America/New_York')::date from client_success.alert where id = $1", alert)).Should().Be(7);
        (await world.EntriesAsync("SnoozeAlert", "ALLOWED", mine)).Should().Be(1);
    }

    [Fact]
    public async Task CS_22_An_alert_somebody_changed_meanwhile_is_shown_anew_and_not_changed_again()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var alert = await world.AlertAsync(await world.ClientAsync(mine), "NO_CONTACT", mine);
        await using var seat = await Seat.TakeAsync(world, mine);
        var page = seat.Show<AlertsPage>($"/alerts?open={alert}").Page;
        page.WaitForElement("aside.panel dl");
        await database.ExecuteAsync("update client_success.alert set state = 'SNOOZED', snoozed_until = (access.now() at time zone 'America/New_York')::date + 3, row_version = row_version + 1 where id = $1", alert);

        await Button(page, "7 days").ClickAsync(new());

        page.WaitForAssertion(() => page.Find(".note.bad").TextContent.Should().Contain("changed this alert meanwhile"));
        page.Find("aside.panel").TextContent.Should().Contain("Snoozed until");
        (await database.ValueAsync<int>("select snoozed_until - (access.now() at time zone 'America/New_York')::date from client_success.alert where id = $1", alert)).Should().Be(3);
    }

    [Fact]
    public async Task What_became_of_an_act_is_said_in_the_panel_it_was_asked_for_in()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var alert = await world.AlertAsync(await world.ClientAsync(mine), "NO_CONTACT", mine);
        await using var seat = await Seat.TakeAsync(world, mine);
        var page = seat.Show<AlertsPage>($"/alerts?open={alert}").Page;
        page.WaitForElement("aside.panel dl");

        // On a phone the panel covers the page: a refusal behind it is none.
        await page.Find("aside.panel input[type=date]").ChangeAsync(new() { Value = "2099-12-31" });
        await Button(page, "Snooze").ClickAsync(new());
        page.WaitForAssertion(() => page.Find("aside.panel .note.bad").TextContent.Should().Be("Snooze for 1 to 30 days."));
        await Button(page, "Acknowledge").ClickAsync(new());
        page.WaitForAssertion(() => page.Find("aside.panel .note.good").TextContent.Should().StartWith("Acknowledged"));

        page.FindAll(".note").Should().ContainSingle("it is said once");
    }

    [Fact]
    public async Task An_alert_of_a_role_names_it_as_the_sign_in_does()
    {
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var client = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var alert = await world.AlertAsync(client, "NO_SCORE", owner: null);
        await database.ExecuteAsync("update client_success.alert set owner_role = 'PLATFORM_ADMIN' where id = $1", alert);
        await using var seat = await Seat.TakeAsync(world, admin);

        var page = seat.Show<AlertsPage>($"/alerts?client={client}&open={alert}").Page;
        page.WaitForElement("aside.panel dl");

        page.Find("tbody tr").TextContent.Should().Contain("Platform administrator");
        page.Find("aside.panel dl").TextContent.Should().Contain("Platform administrator");
    }

    [Fact]
    public async Task CS_22_Dismissing_asks_why_and_keeps_it()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var alert = await world.AlertAsync(await world.ClientAsync(mine), "NO_CONTACT", mine);
        await using var seat = await Seat.TakeAsync(world, mine);
        var (page, dialogs) = seat.Show<AlertsPage>($"/alerts?open={alert}");
        page.WaitForElement("aside.panel dl");

        var asked = Button(page, "Dismiss…").ClickAsync(new());
        dialogs.WaitForElement("textarea");
        await dialogs.Find(".btn.primary").ClickAsync(new());
        dialogs.WaitForAssertion(() => dialogs.Markup.Should().Contain(AccessRefusals.ReasonTooShort.Sentence));
        await dialogs.Find("textarea").InputAsync("Seasonal pause, agreed with the sponsor");
        await dialogs.Find(".btn.primary").ClickAsync(new());
        await asked;

        (await StateAsync(alert)).Should().Be("DISMISSED");
        (await database.ValueAsync<string>("select reason from client_success.alert where id = $1", alert)).Should().Be("Seasonal pause, agreed with the sponsor");
    }

    [Fact]
    public async Task CS_22_A_step_of_the_playbook_is_done_from_the_list_of_tasks()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        var task = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await database.ExecuteAsync(
            "insert into client_success.cs_task (id, organization_id, alert_id, title, owner_id, due_on) values ($1, $2, $3, 'Call the sponsor', $4, (access.now() at time zone 'America/New_York')::date - 2)",
            task, client.Value, await world.AlertAsync(client, "BAND_HIGH", mine), mine.Id.Value);
        await using var seat = await Seat.TakeAsync(world, mine);
        var page = seat.Show<AlertsPage>("/alerts?list=tasks").Page;
        page.WaitForAssertion(() => page.Find("tbody").TextContent.Should().Contain("Call the sponsor").And.Contain("late"));

        await Button(page, "Done").ClickAsync(new());

        page.WaitForAssertion(() => page.Markup.Should().Contain("Nothing to do"));
        (await database.ValueAsync<string>("select state from client_success.cs_task where id = $1", task)).Should().Be("DONE");
    }

    [Fact]
    public async Task The_timeline_says_of_an_alert_what_the_list_of_alerts_says()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        foreach (var rule in Enum.GetValues<AlertRule>())
            await world.AlertAsync(client, rule.Stored(), mine);
        await using var seat = await Seat.TakeAsync(world, mine);

        var list = seat.Go<AlertsPage>("/alerts?view=book");
        list.WaitForElement("tbody .row-link");
        var kinds = list.FindAll(".menu-item[href*='rule='] .grow").Select(k => k.TextContent).ToList();
        var story = seat.Go<Portal.Components.Pages.ClientSuccess.TimelinePage>($"/clients/{client}/timeline?kind=ALERT", client.ToString());
        story.WaitForElement("ol.story li");

        kinds.Should().HaveCount(12).And.Contain("Became high risk");
        story.FindAll("ol.story .row-link").Select(a => a.TextContent).Should().BeEquivalentTo(kinds);
    }

    [Fact]
    public async Task CS_17_Renewals_stand_by_their_time_left_and_money_only_before_who_may_see_it()
    {
        await using var world = new World(database);
        var (mine, reader) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.SupportAdmin));
        var (soon, late, without) = (await world.ClientAsync(mine, "Soon Stores"), await world.ClientAsync(mine, "Late Lumber"), await world.ClientAsync(mine, "Without Works"));
        await database.ExecuteAsync("update client_success.client set renewal_on = (access.now() at time zone 'America/New_York')::date + 84 where organization_id = $1", soon.Value);
        await database.ExecuteAsync("update client_success.client set renewal_on = (access.now() at time zone 'America/New_York')::date - 12 where organization_id = $1", late.Value);
        await database.ExecuteAsync("insert into client_success.contract_value (organization_id, arr, currency, as_of, source) values ($1, 918273, 'USD', (access.now() at time zone 'America/New_York')::date, 'feed')", soon.Value);
        await using var seat = await Seat.TakeAsync(world, mine);
        await using var other = await Seat.TakeAsync(world, reader);

        var page = seat.Show<RenewalsPage>("/renewals").Page;
        page.WaitForElement("tbody .row-link");
        var theirs = other.Show<RenewalsPage>("/renewals").Page;
        theirs.WaitForElement("tbody .row-link");

        page.FindAll("tbody .row-link").Select(a => a.TextContent).Should().Equal("Late Lumber", "Soon Stores");
        page.Find("tbody").TextContent.Should().Contain("12 days over").And.Contain("in 84 days").And.Contain("918,273 USD");
        page.Find(".note").TextContent.Should().Contain("1 active client has no renewal date");
        var link = page.Find(".note a").GetAttribute("href")!;
        link.Should().Be("/clients?renewal=none");
        var found = seat.Go<PortfolioPage>(link);
        found.WaitForElement("tbody .row-link");
        found.FindAll("tbody .row-link").Select(a => a.TextContent.Trim()).Should().Equal("Without Works");
        found.Markup.Should().NotContain("was ignored");
        without.Value.Should().NotBeEmpty();
        theirs.Markup.Should().Contain("Soon Stores").And.NotContain("918").And.NotContain("ARR");
        page.FindAll("tbody a[href$='/timeline']").Should().HaveCount(2).And.OnlyContain(a => a.TextContent == "none: log one");
        theirs.FindAll("tbody a[href$='/timeline']").Should().BeEmpty("who may not log is not sent to");
    }

    private static IEnumerable<string> Rows(Seat seat, string address)
    {
        var page = seat.Go<AlertsPage>(address);
        page.WaitForElement("tbody .row-link");
        return [.. page.FindAll("tbody .row-link").Select(a => a.TextContent)];
    }

    private static IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        page.FindAll("aside.panel button, tbody button").Last(b => string.Equals(b.TextContent.Trim(), text, StringComparison.Ordinal));

    private Task<string> StateAsync(Guid alert) => database.ValueAsync<string>("select state from client_success.alert where id = $1", alert)!;
}
