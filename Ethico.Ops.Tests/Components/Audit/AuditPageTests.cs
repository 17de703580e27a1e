using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Components.Pages.Audit;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.Audit;

public sealed class AuditPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Scope_Own_shows_ones_own_entries_only()
    {
        await using var world = new World(database);
        var (mine, theirs) = (await world.OperatorAsync(Role.SupportTier2, "Mira Stone"), await world.OperatorAsync(Role.SupportTier2, "Olaf Else"));
        var tenant = await world.TenantAsync();
        await world.EnterAsync(theirs, tenant);
        await world.EnterAsync(mine, tenant);
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Show<AuditPage>("/admin/audit").Page;
        page.WaitForElement("tbody .row-link");

        page.Find("tbody").TextContent.Should().Contain("Mira Stone").And.NotContain("Olaf Else");
        page.FindAll("a").Select(a => a.TextContent).Should().NotContain("Proof");
    }

    [Fact]
    public async Task Every_filter_of_the_address_narrows_and_is_shown()
    {
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.SupportAdmin, "Ada Admin");
        var tenant = await world.TenantAsync();
        await world.EnterAsync(admin, tenant, ticket: null);
        await using var seat = await Seat.TakeAsync(world, admin);

        var page = seat.Show<AuditPage>($"/admin/audit?action=OpenSession&operator={admin.Id}&tenant={tenant}&outcome=ALLOWED&time=7d").Page;
        page.WaitForElement("tbody .row-link");

        page.FindAll("tbody .row-link").Should().ContainSingle().Which.TextContent.Should().Be("Open session");
        page.FindAll(".chip.on:not(.chip-x)").Should().HaveCount(5);
    }

    [Fact]
    public async Task A_filter_that_is_none_is_refused_in_words()
    {
        await using var world = new World(database);
        await using var seat = await Seat.TakeAsync(world, await world.OperatorAsync(Role.SupportAdmin));

        var page = seat.Show<AuditPage>("/admin/audit?tenant=everything").Page;

        page.WaitForAssertion(() => page.Markup.Should().Contain("A tenant is given by its id."));
    }

    [Fact]
    public async Task A_change_opens_as_a_diff_and_opening_it_does_not_read_the_list_again()
    {
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.SupportAdmin);
        await using var seat = await Seat.TakeAsync(world, admin);
        var page = seat.Show<AuditPage>("/admin/audit").Page;
        page.WaitForElement("tbody .row-link");
        var before = await world.EntriesAsync("ViewAudit", "ALLOWED", admin);

        seat.Navigation.NavigateTo(page.Find("tbody .row-link").GetAttribute("href")!);
        page.WaitForElement(".panel dl.facts");

        (await world.EntriesAsync("ViewAudit", "ALLOWED", admin)).Should().Be(before + 1, "the entry was read, the list was not");
    }

    [Fact]
    public void Before_and_after_are_compared_field_by_field()
    {
        ValueDiff.Of("""{"value":50,"same":"a"}""", """{"value":75,"same":"a","new":true}""").Should().Equal(
            new ValueChange("Value", "50", "75"), new ValueChange("Same", "a", "a"), new ValueChange("New", null, "yes"));
        ValueDiff.Of(null, "not json").Should().Equal(new ValueChange("Value", null, "not json"));
    }
}
