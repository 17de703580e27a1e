using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>
/// CS-22 through real nights: what was rolled up is set to the edge of a rule before the scores and alerts of the night are made of it.
/// Against days on which all was well: 100.0, ten active in a week and seventy in a month.
/// </summary>
public sealed class NightAlertRuleTests : NightGround
{
    private const string Well =
        """
        update client_success.usage_day set enabled_accounts = 100, active_enabled_30 = 70, active_30 = 70, active_7 = 10, closed_90 = 10, closed_on_time_90 = 9, cases_past_due = 0,
            due_90 = 100, completed_90 = 85, features_entitled = 10, features_used = 6, features_idle = 0, tickets_low_30 = 0, tickets_medium_30 = 0, tickets_high_30 = 0,
            tickets_urgent_30 = 0, tickets_7 = 0, tickets_56_before = 0
        where organization_id = $1 and day between $2 and $3
        """;

    // Of the tenant $1, on the day $2.
    public static TheoryData<AlertRule, string, string> Edges() => new()
    {
        { AlertRule.ScoreDrop, ScoredBefore(90m, 99.9m), ScoredBefore(90m, 100m) },
        { AlertRule.BandHigh, ScoredBefore(40m, 40m) + Today("closed_on_time_90 = 0, completed_90 = 0, enabled_accounts = 1000, active_enabled_30 = 350"), ScoredBefore(40m, 40m) + Today("closed_on_time_90 = 0, completed_90 = 0, enabled_accounts = 1000, active_enabled_30 = 347") },
        { AlertRule.KeyUserSilent, "update client_success.contact set last_seen_on = $2::date - 13 where organization_id = $1", "update client_success.contact set last_seen_on = $2::date - 14 where organization_id = $1" },
        { AlertRule.TicketSurge, Today("tickets_56_before = 32, tickets_7 = 11"), Today("tickets_56_before = 32, tickets_7 = 12") },
        { AlertRule.TicketSurge, Today("tickets_56_before = 8, tickets_7 = 4"), Today("tickets_56_before = 8, tickets_7 = 5") },
        { AlertRule.UsageDrop, Today("active_7 = 8"), Today("active_7 = 7") },
        { AlertRule.FeatureIdle, Today("features_idle = 0"), Today("features_idle = 1") },
        { AlertRule.Renewal, Client("renewal_on = $2::date + 91"), Client("renewal_on = $2::date + 90") },
        { AlertRule.LowSeats, Client("licensed_seats = 140"), Client("licensed_seats = 141") },
        { AlertRule.NoContact, "update client_success.engagement set happened_at = $2::date - 59 where organization_id = $1", "update client_success.engagement set happened_at = $2::date - 60 where organization_id = $1" },
        { AlertRule.Quiet, Today("active_30 = 57"), Today("active_30 = 56") },
        { AlertRule.OverrideEnds, "update client_success.health_override set expires_on = $2::date + 8 where organization_id = $1", "update client_success.health_override set expires_on = $2::date + 7 where organization_id = $1" },
        { AlertRule.NoScore, "update platform.organizations set live_at = $2::date + 1 where id = $1", "delete from client_success.usage_day where organization_id = $1 and day = $2" },
    };

    [Fact]
    public void CS_22_Every_rule_there_is_goes_through_nights_here() =>
        Edges().Select(row => row.Data.Item1).Distinct().Should().BeEquivalentTo(Enum.GetValues<AlertRule>());

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task CS_22_Night_by_night_each_rule_opens_one_alert_with_one_set_of_its_playbook_and_resolves_after_three_nights_without(AlertRule rule, string under, string at)
    {
        await Histories.FillAsync(Database, 1, eventsEach: 20);
        await using var world = Night();
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations"));
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        await BeginAsync(world, tenant, admin);
        var steps = await PlaybookAsync(world, admin, rule);

        await NightAsync(1, under, [], 0);
        await NightAsync(2, at, ["NEW"], steps);
        await NightAsync(3, at, ["NEW"], steps);
        await NightAsync(4, under, ["NEW"], steps);
        await NightAsync(5, under, ["NEW"], steps);
        await NightAsync(6, under, ["RESOLVED"], steps);
        await NightAsync(7, at, ["RESOLVED", "NEW"], 2 * steps);

        async Task NightAsync(int night, string arranged, string[] alerts, int tasks)
        {
            await ToAsync(Start.AddDays(night));
            var day = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(night - 1);
            await Database.ExecuteAsync("update platform.organizations set live_at = '2025-06-01' where id = $1", tenant.Value);
            await LinkAsync(world, NightKind.Rollup, day);
            await Database.ExecuteAsync(Well, tenant.Value, day, day);
            foreach (var statement in arranged.Split(';', StringSplitOptions.RemoveEmptyEntries))
                await Database.ExecuteAsync(statement, [tenant.Value, .. statement.Contains("$2", StringComparison.Ordinal) ? (object[])[day] : []]);
            await LinkAsync(world, NightKind.Score, day);

            (await Database.ValueAsync<string[]>("select coalesce(array_agg(state order by opened_on), '{}') from client_success.alert where organization_id = $1 and rule = $2", tenant.Value, rule.Stored()))
                .Should().Equal(alerts, "this is night {0}", night);
            (await Database.ValueAsync<string[]>(
                "select coalesce(array_agg(a.opened_on || ' ' || t.title), '{}') from client_success.cs_task t join client_success.alert a on a.id = t.alert_id where a.organization_id = $1 and a.rule = $2",
                tenant.Value, rule.Stored())).Should().HaveCount(tasks, "this is night {0}", night).And.OnlyHaveUniqueItems();
        }
    }

    private async Task BeginAsync(World world, OrganizationId tenant, Caller admin)
    {
        var yesterday = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(-1);
        // A launch is never taken back; one client stands in for another that is not live yet.
        await Database.ExecuteAsync("alter table platform.organizations disable trigger user");
        await LinkAsync(world, NightKind.Rollup, yesterday);
        await Database.ExecuteAsync(Well, tenant.Value, yesterday.AddDays(-NightCalendar.AccountDays), yesterday);
        await LinkAsync(world, NightKind.Score, yesterday);
        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where score = 100.0 and band = 'LOW'")).Should().BeGreaterThan(30);
        await Database.ExecuteAsync("delete from client_success.alert");
        await Database.ExecuteAsync(
            "insert into client_success.contact (id, organization_id, name, roles, account_id, last_seen_on) select gen_random_uuid(), $1, 'Champion', array['CHAMPION'], a.id, $2 from platform.accounts a order by a.id limit 1",
            tenant.Value, yesterday);
        await Database.ExecuteAsync(
            "insert into client_success.engagement (id, organization_id, kind, subject, happened_at, created_by) values (gen_random_uuid(), $1, 'CALL', 'Hello', $2, $3)", tenant.Value, Start.UtcDateTime, admin.Id.Value);
        await Database.ExecuteAsync(
            "insert into client_success.health_override (id, organization_id, band, reason, created_by, from_on, expires_on) values (gen_random_uuid(), $1, 'LOW', 'A plan is under way', $2, $3, $4)",
            tenant.Value, admin.Id.Value, yesterday, yesterday.AddDays(60));
    }

    // Five rules come with a playbook; the others are given one, as an administrator would.
    private static async Task<int> PlaybookAsync(World world, Caller admin, AlertRule rule)
    {
        var book = (await world.Get<Playbooks>().ListAsync(admin, Ct)).Value.Single(p => p.Rule == rule);
        if (book.Steps.Count == 0)
            (await world.Get<Playbooks>().SaveAsync(admin, book with { IsActive = true, Steps = [new("Look at the client", 1, null), new("Call the sponsor", 3, null)] }, Ct)).Refusal.Should().BeNull();
        return (await world.Get<Playbooks>().ListAsync(admin, Ct)).Value.Single(p => p.Rule == rule).Steps.Count;
    }

    private async Task LinkAsync(World world, NightKind kind, DateOnly through) =>
        (await world.Get<ClientNight>().RunAsync(Fire(), kind, through, Ct)).Value.State.Should().Be(NightState.Completed);

    private static string Today(string counts) => $"update client_success.usage_day set {counts} where organization_id = $1 and day = $2;";

    private static string Client(string facts) => $"update client_success.client set {facts} where organization_id = $1;";

    // Of the days before, so that nothing declines, and of a week ago; today it is 90.0.
    private static string ScoredBefore(decimal score, decimal weekAgo) => FormattableString.Invariant(
        $"update client_success.health_snapshot set score = case day when $2::date - 7 then {weekAgo} else {score} end where organization_id = $1 and day < $2 and state = 'SCORED';")
        + Today("completed_90 = 51");
}
