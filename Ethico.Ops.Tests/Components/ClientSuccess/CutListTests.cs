using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;
using TimelinePage = Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>A list that ends before what it is about says so.</summary>
public sealed class CutListTests
{
    private static readonly CancellationToken Ct = Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task CS_23_A_timeline_of_more_entries_than_are_told_at_once_says_where_it_ends()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        // One an hour, the newest an hour ago; going live is one entry more.
        await TicketsAsync(database, client.Value, IClientTimeline.Most - 1);
        await using var seat = await Seat.TakeAsync(world, mine);

        var whole = await CutAsync(world, mine, client.Value);
        await TicketsAsync(database, client.Value, IClientTimeline.Most + 10);
        var cut = await CutAsync(world, mine, client.Value);
        await world.AlertAsync(client, "LOW_SEATS", mine);
        var page = seat.Go<TimelinePage>($"/clients/{client}/timeline?kind=ALERT", client.ToString());
        page.WaitForElement("ol.story li");

        whole.Should().BeNull();
        cut.Should().BeAfter(TimeProvider.System.GetUtcNow().AddHours(-IClientTimeline.Most - 2));
        page.Find(".note").TextContent.Should().StartWith("Only the newest 5,000 entries of this time were looked through, back to");
        // A filter that finds none of them may have its entry before: that nothing fits is not all that is said.
        var none = seat.Go<TimelinePage>($"/clients/{client}/timeline?kind=GO_LIVE", client.ToString());
        none.WaitForAssertion(() => none.Markup.Should().Contain("Nothing fits this filter").And.Contain("Only the newest 5,000 entries"));
        var earlier = await world.Get<ClientTimeline>().ReadAsync(mine, client, new([], null, DateOnly.FromDateTime(cut!.Value.UtcDateTime), null, null, 200), Ct);
        earlier.Value.CutAt.Should().BeNull();
        earlier.Value.Entries.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Tickets_that_are_more_than_a_table_are_listed_from_the_newest_and_the_table_says_so()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var client = await desk.Database.ValueAsync<Guid>("select organization_id from client_success.client where name = 'Meridian Credit Union'");
        await TicketsAsync(desk.Database, client, CountedRows.MostLines + 1);

        var page = desk.Seat.Go<HealthPage>($"/clients/{client}", client.ToString());
        page.WaitForElement(".counted-part");
        page.FindAll(".counted-part summary").Single(s => s.TextContent.Contains("icket", StringComparison.Ordinal)).Click();
        page.WaitForElement(".counted-part table");

        page.FindAll(".counted-part tbody tr").Should().HaveCount(CountedRows.MostLines);
        page.FindAll(".counted-part .hint").Select(h => h.TextContent).Should().Contain("The newest 200. Older ones are not listed.");
    }

    private static async Task<DateTimeOffset?> CutAsync(World world, Caller caller, Guid client) =>
        (await world.Get<ClientTimeline>().ReadAsync(caller, new(client), new([], null, null, null, null, 50), Ct)).Value.CutAt;

    private static Task TicketsAsync(TestDatabase database, Guid client, int count) => database.ExecuteAsync(
        """
        insert into client_success.ticket_line (organization_id, number, severity, status, opened_at)
        select $1, 'T-' || lpad(n::text, 6, '0'), 'LOW', 'OPEN', access.now() - n * interval '1 hour' from generate_series(1, $2) n
        on conflict do nothing
        """,
        client, count);
}
