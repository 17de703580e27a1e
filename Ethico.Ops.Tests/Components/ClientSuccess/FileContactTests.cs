using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Components.ClientSuccess.FileDesk;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>client-success.md 3.6: the contacts of a client's file, added, edited and removed.</summary>
public sealed class FileContactTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

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
}
