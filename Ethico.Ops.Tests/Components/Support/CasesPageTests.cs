using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Pages.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.Support;

public sealed class CasesPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Without_a_word_in_the_address_open_cases_stand_newest_first()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);

        var page = seat.Show<CasesPage>("/workspace/cases").Page;
        page.WaitForElement("tbody .row-link");

        page.FindAll("tbody .row-link").Select(a => a.TextContent).Should().BeInDescendingOrder(StringComparer.Ordinal).And.NotContain("C-2026-00004", "that one is closed");
        page.Find(".chip.on").TextContent.Should().Be("Open & in progress");
        page.Find("th[aria-sort]").TextContent.Should().Contain("Age");
    }

    [Fact]
    public async Task Every_filter_is_read_from_the_address_and_shown_as_a_chip()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);

        var page = seat.Show<CasesPage>("/workspace/cases?status=any&severity=HIGH&opened=2026-03-01..2026-03-31&sort=-age").Page;
        page.WaitForElement("tbody .row-link");

        page.FindAll("tbody .row-link").Select(a => a.TextContent).Should().Equal("C-2026-00003", "C-2026-00006", "C-2026-00009", "C-2026-00012");
        page.FindAll("summary.chip.on").Select(c => c.TextContent).Should().Equal("High", "1 Mar 2026 – 31 Mar 2026");
        page.FindAll("a.chip-x").Should().HaveCount(2);
    }

    [Fact]
    public void An_address_round_trips_through_its_query()
    {
        var address = new CaseListAddress { Status = "NEW,CLOSED", Severity = "HIGH", Opened = "30d", Term = "C-2026", SortBy = "-age" };

        address.ToQuery().Where(q => q.Value is not null).Should().BeEquivalentTo(new (string, string?)[]
        {
            ("status", "NEW,CLOSED"), ("severity", "HIGH"), ("opened", "30d"), ("q", "C-2026"), ("sort", "-age"),
        });
        var now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var filter = address.ToFilter(now);
        filter.Statuses.Should().BeEquivalentTo([CaseStatus.New, CaseStatus.Closed]);
        filter.OpenedFrom.Should().Be(now.AddDays(-30));
    }

    [Fact]
    public void C21_What_is_no_value_of_a_filter_is_left_out()
    {
        var filter = new CaseListAddress { Status = "'; drop table", Severity = "999", Category = "x", Handler = "../..", Opened = "99999999d", SortBy = "ssn" }
            .ToFilter(DateTimeOffset.UnixEpoch);

        filter.IsOpenOnly.Should().BeTrue();
        filter.Severities.Should().BeEmpty();
        (filter.Category, filter.Handler, filter.OpenedFrom, filter.OpenedBefore).Should().Be((null, null, null, null));
    }

    [Fact]
    public async Task Drawn_again_with_the_same_address_a_page_reads_nothing_again()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);
        var page = seat.Show<CasesPage>("/workspace/cases").Page;
        page.WaitForElement("tbody .row-link");
        var before = seat.Acts;

        page.Render();
        page.Render();

        seat.Acts.Should().Be(before);
    }

    [Fact]
    public async Task C14_A_session_that_ended_elsewhere_refuses_the_next_list_and_the_circuit_knows()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);
        await seat.EndElsewhereAsync(database);

        var page = seat.Show<CasesPage>("/workspace/cases").Page;
        page.WaitForAssertion(() => page.Markup.Should().Contain(AccessRefusals.SessionOver.Sentence));

        page.FindAll("tbody .row-link").Should().BeEmpty();
        seat.Workspace.Over.Should().NotBeNull();
    }

    private static async Task<Seat> SitAsync(World world)
    {
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", "Zanzibar" + Guid.CreateVersion7().ToString("N")[^6..]);
        var caller = await world.OperatorAsync(Role.SupportTier2);
        await world.EnterAsync(caller, tenant.Id);
        return await Seat.TakeAsync(world, caller);
    }
}
