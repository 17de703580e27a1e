using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Components.ClientSuccess.FileDesk;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>client-success.md 3.4, 3.6 and 7: the client file as each role has it, and what leads to it.</summary>
public sealed class FilePageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
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
}
