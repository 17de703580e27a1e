using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>Lists of work over more than anybody reads at once: what is counted is what there is, and every row is on one page.</summary>
public sealed class WorkListTests
{
    private const int Clients = 110;

    private static readonly CancellationToken Ct = Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task CS_22_Alerts_and_tasks_of_a_large_book_are_counted_whole_and_each_stands_on_one_page()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        await FillAsync(database, world);
        var work = world.Get<ClientWork>();

        foreach (var list in Enum.GetValues<WorkList>())
        {
            HashSet<Guid> seen = [];
            List<(int, DateOnly)> order = [];
            var query = new WorkQuery(list) { Size = 200 };
            for (; ;)
            {
                var page = (await work.PageAsync(admin, query, Ct)).Value;
                (page.AlertCount, page.TaskCount, page.BeganAnew).Should().Be((12 * Clients, 12 * Clients, false));
                foreach (var id in page.Alerts.Select(a => a.Id).Concat(page.Tasks.Select(t => t.Id)))
                    seen.Add(id).Should().BeTrue("no row stands on two pages");
                order.AddRange(page.Alerts.Select(a => (2 - (int)a.Severity, DateOnly.FromDayNumber(DateOnly.MaxValue.DayNumber - a.OpenedOn.DayNumber))));
                order.AddRange(page.Tasks.Select(t => (0, t.DueOn)));
                if (page.Next is not { } next)
                    break;
                query = query with { After = next };
            }

            seen.Should().HaveCount(12 * Clients);
            order.Should().BeInAscendingOrder();
        }

        var one = (await work.PageAsync(admin, new(WorkList.Alerts) { Rule = AlertRule.Renewal, Severities = [AlertSeverity.Low], Size = 200 }, Ct)).Value;
        one.AlertCount.Should().Be(Clients);
        one.Alerts.Should().HaveCount(Clients).And.OnlyContain(a => a.Rule == AlertRule.Renewal);
        (await work.PageAsync(admin, new(WorkList.Alerts) { Rule = AlertRule.Renewal, Severities = [AlertSeverity.High] }, Ct)).Value.AlertCount.Should().Be(0);
    }

    [Fact]
    public async Task CS_22_The_pages_say_how_many_there_are_and_lead_on()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        await FillAsync(database, world);
        await using var seat = await Seat.TakeAsync(world, admin);

        var first = Shown<AlertsPage>(seat, "/alerts");
        first.Find("nav.tabs[aria-label=Lists]").TextContent.Should().Contain("Alerts · 1,320").And.Contain("Tasks · 1,320");
        first.Markup.Should().Contain("1–50 of 1,320");
        var last = Shown<AlertsPage>(seat, "/alerts?rule=RENEWAL&after=" + await database.ValueAsync<Guid>("select id from client_success.alert where rule = 'RENEWAL' order by opened_on desc, id offset 99 limit 1"));
        last.FindAll("tbody .row-link").Should().HaveCount(Clients - 100);
        last.Markup.Should().NotContain("Left out of the address");

        var renewals = Shown<RenewalsPage>(seat, "/renewals");
        renewals.FindAll(".tile .v").Select(v => v.TextContent).Should().Equal("0", "31", "30", "30", "19");
        renewals.FindAll("tbody .row-link").Should().HaveCount(50);
        var after = await database.ValueAsync<Guid>("select organization_id from client_success.client where renewal_on is not null order by renewal_on, name, organization_id offset 99 limit 1");
        var rest = Shown<RenewalsPage>(seat, "/renewals?after=" + after);
        rest.FindAll("tbody .row-link").Should().HaveCount(Clients - 100);
        rest.FindAll(".tile .v").Select(v => v.TextContent).Should().Equal("0", "31", "30", "30", "19");
    }

    [Fact]
    public async Task A_filter_by_one_client_names_it_whether_or_not_there_is_anything_to_do()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var (client, foreign) = (await world.ClientAsync(mine, "Quiet Quarry"), await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess), "Foreign Freight"));
        await using var seat = await Seat.TakeAsync(world, mine);

        Shown<AlertsPage>(seat, $"/alerts?view=book&client={client}").FindAll("a.chip.on").Select(c => c.TextContent).Should().Contain("Client Quiet Quarry ×, remove filter");
        var theirs = Shown<AlertsPage>(seat, $"/alerts?view=book&client={foreign}");
        theirs.FindAll("a.chip.on").Select(c => c.TextContent).Should().Contain("Client not found, or not yours ×, remove filter");
        theirs.Markup.Should().NotContain("Foreign");
    }

    [Fact]
    public async Task CS_22_What_is_a_roles_is_of_everybody_who_has_it_and_an_alert_opens_whatever_the_list_shows()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var (admin, lead) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.ClientSuccess));
        var client = await world.ClientAsync(lead);
        var (roles, theirs) = (await world.AlertAsync(client, "NO_SCORE", owner: null), await world.AlertAsync(client, "NO_CONTACT", lead));
        await database.ExecuteAsync("update client_success.alert set owner_role = 'PLATFORM_ADMIN' where id = $1", roles);
        await using var seat = await Seat.TakeAsync(world, admin);

        var page = Shown<AlertsPage>(seat, $"/alerts?view=mine&open={theirs}");

        page.FindAll("tbody .row-link").Should().ContainSingle().Which.TextContent.Should().Contain("score");
        page.WaitForAssertion(() => page.Find("aside.panel").TextContent.Should().Contain("without an engagement"));
        (await world.Get<ClientWork>().AlertAsync(await world.OperatorAsync(Role.ClientSuccess), theirs, Ct)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
    }

    // Twelve alerts and as many tasks a client, over sixty days; a renewal a day from today on.
    private static async Task FillAsync(TestDatabase database, World world)
    {
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        await database.ExecuteAsync(
            """
            insert into client_success.client (organization_id, name, status, plan, live_at, lead_id, renewal_on)
            select md5('many' || n)::uuid, 'Client ' || n, 'ACTIVE', 'STANDARD', access.now() - interval '1 year', $1, (access.now() at time zone 'America/New_York')::date + n - 1
            from generate_series(1, $2) n
            """,
            lead.Id.Value, Clients);
        await database.ExecuteAsync(
            """
            insert into client_success.alert (id, organization_id, rule, severity, number, against, opened_on, owner_id, seen_on)
            select gen_random_uuid(), md5('many' || n)::uuid, r.rule, case r.rule when 'RENEWAL' then 'LOW' when 'BAND_HIGH' then 'HIGH' else 'MEDIUM' end, 1, 2,
                (access.now() at time zone 'America/New_York')::date - n % 60, $1, (access.now() at time zone 'America/New_York')::date
            from generate_series(1, $2) n cross join unnest($3::text[]) r (rule)
            """,
            lead.Id.Value, Clients, Enum.GetValues<AlertRule>().Select(r => r.Stored()).ToArray());
        await database.ExecuteAsync(
            """
            insert into client_success.cs_task (id, organization_id, alert_id, title, owner_id, due_on)
            select gen_random_uuid(), a.organization_id, a.id, 'Call the sponsor', a.owner_id, a.opened_on + 7 from client_success.alert a
            """);
    }

    private static IRenderedComponent<TPage> Shown<TPage>(Seat seat, string address)
        where TPage : IComponent
    {
        var page = seat.Go<TPage>(address);
        page.WaitForAssertion(() => page.FindAll("[aria-busy=true]").Should().BeEmpty());
        return page;
    }
}
