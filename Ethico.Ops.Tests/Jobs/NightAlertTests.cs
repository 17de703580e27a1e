using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>What the nights tell people: alerts, their tasks and the bell.</summary>
public class NightAlertTests : NightGround
{
    [Fact]
    public async Task CS_13_CS_27_No_score_is_the_administrators_and_one_notice_tells_them_of_all()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 3);
        await RunAllAsync(world);
        var (admin, other, lead) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.ClientSuccess));
        await Database.ExecuteAsync("update access.operator set deactivated_at = now() where id = $1", other.Id.Value);
        await Database.ExecuteAsync("update client_success.client set lead_id = $1, alert_level = 'PROACTIVE'", lead.Id.Value);
        foreach (var tenant in await Database.ValueAsync<Guid[]>("select array_agg(id) from platform.organizations") ?? [])
            await world.AssignAsync(lead, new(tenant));
        await ToAsync(Start.AddDays(2));

        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(3);
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(0);

        var work = world.Get<ClientWork>();
        (await work.PageAsync(admin, new(WorkList.Alerts) { MineOnly = true }, Ct)).Value.Alerts.Should().HaveCount(3).And.OnlyContain(a => a.Rule == AlertRule.NoScore && a.Owner == null && a.OwnerRole == "PLATFORM_ADMIN");
        (await work.PageAsync(lead, new(WorkList.Alerts) { MineOnly = true }, Ct)).Value.Alerts.Should().NotContain(a => a.Rule == AlertRule.NoScore);
        var told = await Database.ValueAsync<string[]>("select array_agg(operator_id || ' ' || text) from support.notification where subject = 'NO_SCORE'");
        told.Should().Contain($"{admin.Id} 3 clients have no fresh score: look at the nights").And.OnlyHaveUniqueItems();
        told.Should().NotContain(t => t.StartsWith(other.Id.ToString(), StringComparison.Ordinal) || t.StartsWith(lead.Id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bell_says_of_an_alert_what_the_pages_say()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 1);
        await RunAllAsync(world);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations"));
        await Database.ExecuteAsync("delete from client_success.alert");
        await Database.ExecuteAsync("update client_success.client set alert_level = 'PROACTIVE', lead_id = $1", lead.Id.Value);
        var book = world.Get<INightBook>();
        var lease = (await book.TakeLeaseAsync("the bell", Ct)).Value!;
        var rules = Enum.GetValues<AlertRule>().Where(r => r is not AlertRule.NoScore).ToList();

        (await book.WriteAlertsAsync(lease, Fire(), new(2026, 6, 14), rules.ConvertAll(r => new AlertChange(tenant, r, AlertDay.Opens, new AlertCall(r, AlertSeverity.High, 1m, 2m))), Ct)).Refusal.Should().BeNull();

        var told = await Database.ValueAsync<string[]>("select array_agg(text) from support.notification where operator_id = $1 and kind = 'client-alert'", lead.Id.Value);
        told.Should().BeEquivalentTo(rules.Select(AlertWords.Notice)).And.OnlyHaveUniqueItems();
        told.Should().Contain("High risk: a client of yours needs a look").And.Contain("Ticket surge: a client of yours needs a look");
        told.Should().NotContain(t => t.Contains('_') || t.Contains("band", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_alert_that_fades_overnight_is_still_decided_by_what_was_seen_of_it_yesterday()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 1);
        await RunAllAsync(world);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations"));
        await Database.ExecuteAsync("delete from client_success.cs_task; delete from client_success.alert");
        var book = world.Get<INightBook>();
        var lease = (await book.TakeLeaseAsync("the night", Ct)).Value!;
        await book.WriteAlertsAsync(lease, Fire(), new(2026, 6, 13), [new(tenant, AlertRule.Quiet, AlertDay.Opens, new AlertCall(AlertRule.Quiet, AlertSeverity.Medium, 1m, 2m))], Ct);
        var work = world.Get<ClientWork>();
        var yesterday = (await work.PageAsync(admin, new(WorkList.Alerts), Ct)).Value.Alerts.Single();

        await book.WriteAlertsAsync(lease, Fire(), new(2026, 6, 14), [new(tenant, AlertRule.Quiet, AlertDay.Fades, null)], Ct);

        (await Database.ValueAsync<int>("select quiet_nights from client_success.alert")).Should().Be(1);
        (await work.AcknowledgeAsync(admin, yesterday.Id, yesterday.RowVersion, Ct)).Refusal.Should().BeNull();
    }

    [Fact]
    public async Task CS_13_At_26_hours_and_a_minute_a_snapshot_is_stale()
    {
        await using var world = Night();
        var tenant = await world.TenantAsync();
        await RunAllAsync(world);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);

        await Database.AdvanceAsync(TimeSpan.FromHours(26));
        (await world.Get<ClientHealth>().OpenAsync(admin, tenant, Ct)).Value.IsStale.Should().BeFalse();
        await Database.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await world.Get<ClientHealth>().OpenAsync(admin, tenant, Ct)).Value.IsStale.Should().BeTrue();
        (await world.Get<ClientPortfolio>().ListAsync(admin, new(), PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().OnlyContain(r => r.IsStale);
        (await world.Get<ClientPortfolio>().TilesAsync(admin, Ct)).Value.Stale.Should().Be(1);
    }

    [Fact]
    public async Task CS_13_A_score_that_went_stale_alarms_once_even_if_no_night_comes()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 1);
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations"));
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(0);
        await RunAllAsync(world);

        await ToAsync(Start.AddHours(26));
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(0);
        await ToAsync(Start.AddHours(26).AddMinutes(1));
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(1);
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(0);

        (await Database.ValueAsync<string>("select string_agg(severity || ' ' || state, ',') from client_success.alert where organization_id = $1 and rule = 'NO_SCORE'", tenant.Value)).Should().Be("HIGH NEW");
    }

    [Fact]
    public async Task CS_22_An_alert_opens_once_with_one_set_of_tasks_and_resolves_after_three_quiet_nights()
    {
        await Histories.FillAsync(Database, 1);
        await using var world = Night();
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations"));
        await RunAllAsync(world);
        await Database.ExecuteAsync("update client_success.client set renewal_on = '2026-08-01' where organization_id = $1", tenant.Value);

        for (var night = 1; night <= 2; night++)
        {
            await ToAsync(Start.AddDays(night));
            await RunAllAsync(world);
        }

        (await Database.ValueAsync<string>("select string_agg(rule || ' ' || state, ',') from client_success.alert where organization_id = $1 and rule = 'RENEWAL'", tenant.Value)).Should().Be("RENEWAL NEW");
        (await Database.ValueAsync<long>("select count(*) from client_success.cs_task t join client_success.alert a on a.id = t.alert_id where a.rule = 'RENEWAL' and t.organization_id = $1", tenant.Value)).Should().Be(2);
        await Database.ExecuteAsync("update client_success.client set renewal_on = null where organization_id = $1", tenant.Value);
        for (var night = 3; night <= 5; night++)
        {
            (await Database.ValueAsync<string>("select state from client_success.alert where organization_id = $1 and rule = 'RENEWAL'", tenant.Value)).Should().Be("NEW");
            await ToAsync(Start.AddDays(night));
            await RunAllAsync(world);
        }

        (await Database.ValueAsync<string>("select state from client_success.alert where organization_id = $1 and rule = 'RENEWAL'", tenant.Value)).Should().Be("RESOLVED");
    }

    [Fact]
    public async Task CS_22_A_playbook_is_edited_by_administrators_over_the_version_they_saw_and_counts_for_the_next_alert()
    {
        await Histories.FillAsync(Database, 1);
        await using var world = Night();
        await RunAllAsync(world);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var books = world.Get<Playbooks>();
        var all = (await books.ListAsync(admin, Ct)).Value;
        all.Select(p => p.Rule).Should().Equal(Enum.GetValues<AlertRule>());
        var renewal = all.Single(p => p.Rule is AlertRule.Renewal);
        PlaybookStep[] steps = [new("Ask the sponsor", 1, null), new("Check the contract", 2, Role.PlatformAdmin), new("Book the review", 3, null)];

        (await books.SaveAsync(admin, renewal with { Steps = [new(" ", 1, null)] }, Ct)).Refusal!.Code.Should().Be("title");
        (await books.SaveAsync(admin, renewal with { Steps = steps }, Ct)).Refusal.Should().BeNull();
        (await books.SaveAsync(admin, renewal with { Steps = [], IsActive = false }, Ct)).Refusal!.Code.Should().Be("conflict");
        (await books.SaveAsync(admin, new Playbook(AlertRule.LowSeats, true, 0, steps[..1]), Ct)).Refusal.Should().BeNull();
        (await books.ListAsync(admin, Ct)).Value.Single(p => p.Rule is AlertRule.Renewal).Steps.Should().Equal(steps);

        await Database.ExecuteAsync("update client_success.client set renewal_on = '2026-08-01'");
        await ToAsync(Start.AddDays(1));
        await RunAllAsync(world);
        (await Database.ValueAsync<string[]>("select array_agg(t.title order by t.place) from client_success.cs_task t join client_success.alert a on a.id = t.alert_id where a.rule = 'RENEWAL'"))
            .Should().Equal(steps.Select(s => s.Title));
        (await world.EntriesAsync("EditPlaybook", "ALLOWED", admin)).Should().Be(2);
    }

    [Fact]
    public async Task Alerts_that_went_by_themselves_are_one_entry_that_tells_all_of_them_by_their_digest()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 11);
        await Database.ExecuteAsync(
            """
            insert into client_success.alert (id, organization_id, rule, severity, number, against, opened_on, seen_on, quiet_nights)
            select gen_random_uuid(), o.id, r.rule, 'LOW', 1, 2, '2026-06-01', '2026-06-13', 2 from platform.organizations o cross join unnest($1::text[]) r (rule)
            """,
            [Enum.GetValues<AlertRule>().Select(r => r.Stored()).ToArray()]);
        var book = world.Get<INightBook>();
        var lease = (await book.TakeLeaseAsync("the night", Ct)).Value!;
        var tenants = await Database.ValueAsync<Guid[]>("select array_agg(id) from platform.organizations");

        await book.WriteAlertsAsync(
            lease, Fire(), new(2026, 6, 14), [.. tenants!.SelectMany(t => Enum.GetValues<AlertRule>().Select(r => new AlertChange(new(t), r, AlertDay.Resolves, null)))], Ct);

        var ids = (await Database.ValueAsync<string[]>("""select array_agg(id::text order by id::text collate "C") from client_success.alert where state = 'RESOLVED'"""))!;
        ids.Should().HaveCount(132);
        var detail = JsonNode.Parse((await Database.ValueAsync<string>("select detail::text from access.audit_entry where action = 'ResolveAlert'"))!)!;
        ((int)detail["count"]!, detail["alerts"]!.AsArray().Count).Should().Be((132, 100));
        ((string)detail["digest"]!).Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ids)))));
    }
}
