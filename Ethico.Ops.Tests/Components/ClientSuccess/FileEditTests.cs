using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Components.ClientSuccess.FileDesk;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>client-success.md 3.4: the client file edited, with what was typed kept through faults, second saves and a lost circuit.</summary>
public sealed class FileEditTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_success_manager_edits_the_file_and_what_is_saved_stands_on_the_page()
    {
        await using var world = new World(database);
        var (mine, second) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.ClientSuccess, "Noor Haddad"));
        var (specialist, stranger) = (await world.OperatorAsync(Role.ImplementationSpecialist, "Jun Park"), await world.OperatorAsync(Role.ClientSuccess, "Stranger Still"));
        var client = await world.ClientAsync(mine);
        await world.AssignAsync(second, client);
        await world.AssignAsync(specialist, client);
        await using var seat = await Seat.TakeAsync(world, mine);
        var (page, dialogs) = Open(seat, client);

        var asked = Button(page, "Edit the file…").ClickAsync(new());
        dialogs.WaitForElement("#file-lead");
        dialogs.FindAll("#file-lead option").Select(o => o.TextContent).Should().Contain("Noor Haddad").And.NotContain("Jun Park", "who may not write here leads nobody").And.NotContain("Stranger Still");
        stranger.Id.Should().NotBe(second.Id);
        await dialogs.Find("#file-renewal").ChangeAsync("2027-03-31");
        await dialogs.Find("#file-kind").ChangeAsync("AUTO");
        await dialogs.Find("#file-seats").InputAsync("1,200");
        await dialogs.Find("#file-headcount").InputAsync("");
        await dialogs.Find("#file-industry").ChangeAsync("FINANCIAL_SERVICES");
        await dialogs.Find("#file-alerts").ChangeAsync("Proactive");
        await dialogs.Find("#file-lead").ChangeAsync(second.Id.ToString());
        await dialogs.Find("#file-tags").InputAsync("pilot, , key account");
        await SaveAsync(dialogs);
        await asked;

        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Be("The file is saved."));
        page.Markup.Should().Contain("31 Mar 2027").And.Contain("Renews by itself").And.Contain("1,200").And.Contain("Financial services").And.Contain("Noor Haddad").And.Contain("key account").And.Contain("Also a notice in the inbox");
        (await database.ValueAsync<string>("select concat_ws(' ', industry, headcount, licensed_seats, tags, renewal_on, renewal_kind, alert_level) from client_success.client where organization_id = $1", client.Value))
            .Should().Be("FINANCIAL_SERVICES 1200 {pilot,\"key account\"} 2027-03-31 AUTO PROACTIVE");
        (await world.EntriesAsync("EditClientFile", "ALLOWED", mine)).Should().Be(1);
    }

    [Fact]
    public async Task A_fault_of_the_file_stands_beside_its_field_and_everything_typed_stays()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await using var seat = await Seat.TakeAsync(world, mine);
        var (page, dialogs) = Open(seat, client);
        var asked = Button(page, "Edit the file…").ClickAsync(new());
        dialogs.WaitForElement("#file-tags");
        await dialogs.Find("#file-headcount").InputAsync("about a hundred");
        await dialogs.Find("#file-tags").InputAsync(string.Join(',', Enumerable.Range(1, 21)));

        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => dialogs.Find("#file-headcount-fault").TextContent.Should().Be("The headcount is a number from 1, or empty."));
        await dialogs.Find("#file-headcount").InputAsync("0");
        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => dialogs.Find("#file-headcount-fault").TextContent.Should().Be("The headcount is a number from 1, or empty."));
        await dialogs.Find("#file-headcount").InputAsync("100");
        await dialogs.Find("#file-seats").InputAsync("many");
        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => dialogs.Find("#file-seats-fault").TextContent.Should().Be("Licensed seats are a number from 1, or empty."));
        await dialogs.Find("#file-seats").InputAsync("");
        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => dialogs.Find("#file-tags-fault").TextContent.Should().Be("At most 20 tags of 40 characters."));

        dialogs.Find("#file-headcount").GetAttribute("value").Should().Be("100");
        dialogs.Find("#file-tags").GetAttribute("value").Should().EndWith(",21");
        asked.IsCompleted.Should().BeFalse("it closes only when it was saved");
        (await database.ValueAsync<int>("select headcount from client_success.client where organization_id = $1", client.Value)).Should().Be(1450);
    }

    [Fact]
    public async Task A_lead_whose_assignment_ended_meanwhile_is_refused_at_its_field()
    {
        await using var world = new World(database);
        var (mine, second) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.ClientSuccess, "Noor Haddad"));
        var client = await world.ClientAsync(mine);
        await world.AssignAsync(second, client);
        await using var seat = await Seat.TakeAsync(world, mine);
        var (page, dialogs) = Open(seat, client);
        _ = Button(page, "Edit the file…").ClickAsync(new());
        dialogs.WaitForElement("#file-lead");
        await dialogs.Find("#file-lead").ChangeAsync(second.Id.ToString());
        await database.ExecuteAsync("update access.assignment set until_at = access.now() where operator_id = $1", second.Id.Value);

        await SaveAsync(dialogs);

        dialogs.WaitForAssertion(() => dialogs.Find("#file-lead-fault").TextContent.Should().Be("The lead has to be assigned to this client."));
        dialogs.Find("#file-lead").GetAttribute("value").Should().Be(second.Id.ToString());
    }

    [Fact]
    public async Task The_second_save_of_the_file_is_told_who_changed_what_keeps_what_was_typed_and_may_be_made_over_it()
    {
        await using var world = new World(database);
        var (mine, mia) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.PlatformAdmin, "Mia Tran"));
        var client = await world.ClientAsync(mine);
        await using var seat = await Seat.TakeAsync(world, mine);
        var (page, dialogs) = Open(seat, client);
        var asked = Button(page, "Edit the file…").ClickAsync(new());
        dialogs.WaitForElement("#file-headcount");
        await dialogs.Find("#file-headcount").InputAsync("3000");
        var files = world.Get<ClientFiles>();
        var seen = (await files.OpenAsync(mia, client, Ct)).Value.Client;
        (await files.EditAsync(mia, client, new(seen.Industry, 2000, seen.LicensedSeats, seen.Tags, seen.RenewalOn, seen.RenewalKind, seen.AlertLevel, seen.Lead, seen.RowVersion), Ct)).Refusal.Should().BeNull();

        await SaveAsync(dialogs);

        dialogs.WaitForAssertion(() => dialogs.Find(".note.bad").TextContent.Should().StartWith("Mia Tran changed this client file meanwhile").And.Contain("headcount"));
        dialogs.Find("#file-headcount").GetAttribute("value").Should().Be("3000");
        dialogs.Find("section.note dl").TextContent.Should().Be("Headcount2,000", "what stands now, where it differs");
        await dialogs.FindAll("button").Single(b => b.TextContent == "Keep mine over it").ClickAsync(new());
        await asked;
        (await database.ValueAsync<int>("select headcount from client_success.client where organization_id = $1", client.Value)).Should().Be(3000);
    }

    [Fact]
    public async Task R4_C12_What_is_typed_of_a_file_and_of_a_contact_stands_there_again_in_another_circuit()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await using (var seat = await Seat.TakeAsync(world, mine))
        {
            var (page, dialogs) = Open(seat, client);
            _ = Button(page, "Edit the file…").ClickAsync(new());
            dialogs.WaitForElement("#file-tags");
            await dialogs.Find("#file-tags").InputAsync("half typed");
            _ = Button(page, "Add a contact").ClickAsync(new());
            dialogs.WaitForElement("#contact-name");
            await dialogs.Find("#contact-name").InputAsync("Dana W");
            await dialogs.FindAll(".review-sections input")[0].ChangeAsync(true);
            seat.Clock.Advance(TimeSpan.FromSeconds(2));
            await KeptAsync(mine, 2);
        }

        await using var later = await Seat.TakeAsync(world, mine);
        var (again, shown) = Open(later, client);
        _ = Button(again, "Edit the file…").ClickAsync(new());
        shown.WaitForAssertion(() => shown.Find("#file-tags").GetAttribute("value").Should().Be("half typed"));
        _ = Button(again, "Add a contact").ClickAsync(new());
        shown.WaitForAssertion(() => shown.Find("#contact-name").GetAttribute("value").Should().Be("Dana W"));
        shown.FindAll(".review-sections input")[0].HasAttribute("checked").Should().BeTrue();
        await shown.FindAll("button").Single(b => b.TextContent == "Add contact").ClickAsync(new());
        await KeptAsync(mine, 1);
    }

    // In the database; asked for until it is so.
    private async Task KeptAsync(Caller who, long drafts)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await database.ValueAsync<long>("select count(*) from access.draft where operator_id = $1", who.Id.Value) != drafts)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }
}
