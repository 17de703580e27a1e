using AngleSharp.Dom;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using MudBlazor;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>client-success.md 3.4, 3.6 and 7: the client file as each role has it.</summary>
public sealed class FilePageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.SupportAdmin)]
    [InlineData(Role.ImplementationManager)]
    public async Task CS_17_A_reader_sees_file_and_contacts_without_a_button_and_without_money(Role role)
    {
        await using var world = new World(database);
        var client = await FilledAsync(world, await world.OperatorAsync(Role.ClientSuccess, "Caleb Stone"));
        await using var seat = await Seat.TakeAsync(world, await world.OperatorAsync(role));

        var page = seat.Go<FilePage>($"/clients/{client}/file", client.ToString());
        page.WaitForElement("tbody tr");

        page.Find("dl.facts").TextContent.Should().Contain("1 Mar 2027").And.Contain("Negotiated");
        page.Markup.Should().Contain("Caleb Stone").And.Contain("Healthcare").And.Contain("pilot").And.Contain("Dana Wells").And.Contain("Champion");
        page.Markup.Should().NotContain("918").And.NotContain("Contract value");
        page.FindAll(".head-actions button, tbody button:not(.copy)").Where(b => !b.HasAttribute("data-copy")).Should().BeEmpty();
        page.Markup.Should().Contain("Your role reads the file.");
    }

    [Fact]
    public async Task CS_17_Who_holds_the_right_sees_the_value_its_day_and_that_it_is_older_than_a_week()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await FilledAsync(world, mine);
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<FilePage>($"/clients/{client}/file", client.ToString());
        page.WaitForElement("tbody tr");
        page.Find("dl.facts").TextContent.Should().Contain("918,273.50 USD").And.Contain("as of 1 Jun 2026, from feed").And.NotContain("Older than");

        await database.ExecuteAsync("update client_success.contract_value set loaded_at = access.now() - interval '8 days' where organization_id = $1", client.Value);
        var later = seat.Go<FilePage>($"/clients/{client}/file?again", client.ToString());
        later.WaitForAssertion(() => later.Markup.Should().Contain("Older than 7 days"));
    }

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

    [Fact]
    public async Task The_first_contact_is_added_then_edited_then_removed_each_with_its_entry()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        var login = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await using var seat = await Seat.TakeAsync(world, mine);
        var (page, dialogs) = Open(seat, client);
        page.Find(".grid-note").TextContent.Should().Contain("No contact yet: add the first");

        var adding = Button(page, "Add the first contact").ClickAsync(new());
        dialogs.WaitForElement("#contact-name");
        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => dialogs.Find("#contact-name-fault").TextContent.Should().Be("A name has 1 to 200 characters."));
        await dialogs.Find("#contact-name").InputAsync("Dana Wells");
        await dialogs.Find("#contact-email").InputAsync(new string('d', 255));
        await dialogs.Find("#contact-account").InputAsync("dana");
        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => dialogs.Find("#contact-account-fault").TextContent.Should().StartWith("A login's id looks like"));
        await dialogs.Find("#contact-account").InputAsync(login.ToString());
        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => dialogs.Find("#contact-email-fault").TextContent.Should().Be("An address has at most 254 characters."));
        dialogs.Find("#contact-name").GetAttribute("value").Should().Be("Dana Wells");
        await dialogs.Find("#contact-email").InputAsync("dana@example.org");
        await dialogs.FindAll(".review-sections input")[1].ChangeAsync(true);
        await SaveAsync(dialogs);
        await adding;
        page.WaitForAssertion(() => page.Find("tbody").TextContent.Should().Contain("Dana Wells").And.Contain("Sponsor").And.Contain("dana@example.org").And.Contain("not yet"));
        (await database.ValueAsync<Guid>("select account_id from client_success.contact where organization_id = $1", client.Value)).Should().Be(login);

        var editing = Button(page, "Edit… Dana Wells").ClickAsync(new());
        dialogs.WaitForElement("#contact-name");
        await dialogs.Find("#contact-name").InputAsync("Dana Wells-Ito");
        await SaveAsync(dialogs);
        await editing;
        page.WaitForAssertion(() => page.Find("tbody").TextContent.Should().Contain("Dana Wells-Ito").And.Contain("Sponsor"));

        var removing = Button(page, "Remove… Dana Wells-Ito").ClickAsync(new());
        dialogs.WaitForElement(".mud-dialog .btn.danger, .mud-dialog .btn.primary");
        await dialogs.FindAll(".mud-dialog button").Single(b => b.TextContent.Trim() == "Remove").ClickAsync(new());
        await removing;
        page.WaitForAssertion(() => page.Find(".grid-note").TextContent.Should().Contain("No contact yet: add the first"));
        (await world.EntriesAsync("EditContact", "ALLOWED", mine)).Should().Be(3);
    }

    [Fact]
    public async Task The_second_save_of_a_contact_is_told_who_changed_what_and_keeps_what_was_typed()
    {
        await using var world = new World(database);
        var (mine, olu) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.PlatformAdmin, "Olu Adeyemi"));
        var client = await FilledAsync(world, mine);
        await using var seat = await Seat.TakeAsync(world, mine);
        var (page, dialogs) = Open(seat, client);
        var asked = Button(page, "Edit… Dana Wells").ClickAsync(new());
        dialogs.WaitForElement("#contact-email");
        await dialogs.Find("#contact-email").InputAsync("mine@example.org");
        var files = world.Get<ClientFiles>();
        var there = (await files.OpenAsync(olu, client, Ct)).Value.Contacts.Single();
        (await files.EditContactAsync(olu, client, new(there.Id, there.Name, "theirs@example.org", there.Roles, null, there.RowVersion), Ct)).Refusal.Should().BeNull();

        await SaveAsync(dialogs);

        dialogs.WaitForAssertion(() => dialogs.Find(".note.bad").TextContent.Should().StartWith("Olu Adeyemi changed this contact meanwhile").And.Contain("e-mail address"));
        dialogs.Find("section.note").TextContent.Should().Contain("theirs@example.org");
        dialogs.Find("#contact-email").GetAttribute("value").Should().Be("mine@example.org");
        await dialogs.FindAll("button").Single(b => b.TextContent == "Keep mine over it").ClickAsync(new());
        await asked;
        (await database.ValueAsync<string>("select email from client_success.contact where id = $1", there.Id)).Should().Be("mine@example.org");
    }

    [Fact]
    public async Task Whose_role_is_refused_sees_why_and_nothing_of_the_file()
    {
        await using var world = new World(database);
        var client = await FilledAsync(world, await world.OperatorAsync(Role.ClientSuccess));
        await using var seat = await Seat.TakeAsync(world, await world.OperatorAsync(Role.HotlineSupervisor));

        var page = seat.Go<FilePage>($"/clients/{client}/file", client.ToString());

        page.WaitForAssertion(() => page.Markup.Should().Contain(AccessRefusals.NotAllowed.Sentence));
        page.Markup.Should().NotContain("Harbor").And.NotContain("Dana").And.NotContain("Edit the file");
    }

    [Fact]
    public async Task Nobody_as_lead_and_no_renewal_date_lead_to_the_file_for_who_may_write_it()
    {
        await using var world = new World(database);
        var (mine, reader) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.SupportAdmin));
        var client = await world.ClientAsync(mine, "Leaderless Ltd");
        await database.ExecuteAsync("update client_success.client set lead_id = null where organization_id = $1", client.Value);
        await using var seat = await Seat.TakeAsync(world, mine);
        await using var theirs = await Seat.TakeAsync(world, reader);
        var file = $"a[href='/clients/{client}/file']";

        Links<PortfolioPage>(seat, "/clients?q=Leaderless", "tbody .row-link", $"tbody {file}").Should().Equal("no date: set it in the file of Leaderless Ltd", "nobody: name a lead in the client's file");
        Links<PortfolioPage>(theirs, "/clients?q=Leaderless", "tbody .row-link", $"tbody {file}").Should().BeEmpty();
        Links<HealthPage>(seat, $"/clients/{client}", ".health", $".page-head {file}, header {file}, .lead {file}").Should().Equal("nobody: name a lead in the client's file");
        Links<HealthPage>(theirs, $"/clients/{client}", ".health", $".page-head {file}, header {file}, .lead {file}").Should().BeEmpty();
        await database.ExecuteAsync("update client_success.client set renewal_on = (access.now() at time zone 'America/New_York')::date + 30 where organization_id = $1", client.Value);
        Links<RenewalsPage>(seat, "/renewals", "tbody .row-link", $"tbody {file}").Should().Equal("nobody: name a lead in the client's file");
        Links<RenewalsPage>(theirs, "/renewals", "tbody .row-link", $"tbody {file}").Should().BeEmpty();

        IEnumerable<string> Links<TPage>(Seat who, string address, string loaded, string links)
            where TPage : Microsoft.AspNetCore.Components.IComponent
        {
            var page = who.Go<TPage>(address, address.StartsWith("/clients/", StringComparison.Ordinal) ? client.ToString() : null);
            page.WaitForElement(loaded);
            return [.. page.FindAll(links).Select(a => a.TextContent)];
        }
    }

    [Theory]
    [InlineData(Role.PlatformAdmin, true)]
    [InlineData(Role.ClientSuccess, false)]
    [InlineData(Role.SupportAdmin, false)]
    public async Task CS_17_The_feed_is_loaded_only_by_who_sees_the_money_of_every_client(Role role, bool isThere)
    {
        await using var world = new World(database);
        var caller = await world.OperatorAsync(role);
        await world.ClientAsync(caller);
        await using var seat = await Seat.TakeAsync(world, caller);

        var page = seat.Go<RenewalsPage>("/renewals");
        page.WaitForElement(".tiles");

        page.FindAll("#feed-file").Should().HaveCount(isThere ? 1 : 0);
    }

    private static async Task<OrganizationId> FilledAsync(World world, Caller lead)
    {
        var client = await world.ClientAsync(lead);
        await world.Database.ExecuteAsync(
            "update client_success.client set renewal_on = '2027-03-01', renewal_kind = 'NEGOTIATED', industry = 'HEALTHCARE', tags = array['pilot'] where organization_id = $1", client.Value);
        await world.Database.ExecuteAsync("insert into client_success.contract_value (organization_id, arr, currency, as_of, source) values ($1, 918273.5, 'USD', '2026-06-01', 'feed')", client.Value);
        await world.Database.ExecuteAsync(
            "insert into client_success.contact (id, organization_id, name, email, roles) values (gen_random_uuid(), $1, 'Dana Wells', 'dana@example.org', array['CHAMPION'])", client.Value);
        return client;
    }

    private static (IRenderedComponent<FilePage> Page, IRenderedComponent<MudDialogProvider> Dialogs) Open(Seat seat, OrganizationId client)
    {
        var (page, dialogs) = seat.Show<FilePage>($"/clients/{client}/file", p => p.TryAdd("Which", client.ToString()));
        page.WaitForElement(".facts");
        return (page, dialogs);
    }

    private static IElement Button(IRenderedComponent<FilePage> page, string text) =>
        page.FindAll("button").First(b => string.Equals(b.TextContent.Trim(), text, StringComparison.Ordinal));

    private static Task SaveAsync(IRenderedComponent<MudDialogProvider> dialogs) => dialogs.Find(".mud-dialog .btn.primary").ClickAsync(new());

    // In the database; asked for until it is so.
    private async Task KeptAsync(Caller who, long drafts)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await database.ValueAsync<long>("select count(*) from access.draft where operator_id = $1", who.Id.Value) != drafts)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }
}
