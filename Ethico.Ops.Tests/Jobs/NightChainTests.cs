using System.Reflection;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>The chain by its ledger, on real PostgreSQL and under a clock of the test's.</summary>
public class NightChainTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly FakeTimeProvider clock = new(Start);

    private TestDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.SetClockAsync(Start);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task CS_11_In_a_night_that_lacks_two_o_clock_each_link_runs_once_in_order_at_the_stated_instants()
    {
        clock.SetUtcNow(new(2027, 3, 13, 20, 0, 0, TimeSpan.Zero));
        await using var world = Night("America/New_York");
        await RunAllAsync(world);
        List<(NightKind Kind, DateTimeOffset At)> ran = [];
        clock.SetUtcNow(new(2027, 3, 14, 5, 0, 0, TimeSpan.Zero));
        while (clock.GetUtcNow() < new DateTimeOffset(2027, 3, 14, 9, 0, 0, TimeSpan.Zero))
        {
            foreach (var kind in Enum.GetValues<NightKind>())
            {
                var result = await world.Get<ClientNight>().RunDueAsync(Fire(), kind, Ct);
                if (result.Value.Days.Count > 0)
                    ran.Add((kind, clock.GetUtcNow()));
            }

            clock.Advance(TimeSpan.FromMinutes(5));
        }

        ran.Should().Equal(
            (NightKind.Rollup, new(2027, 3, 14, 6, 0, 0, TimeSpan.Zero)),
            (NightKind.Score, new(2027, 3, 14, 7, 0, 0, TimeSpan.Zero)),
            (NightKind.Benchmark, new(2027, 3, 14, 7, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task CS_11_Three_missed_days_are_made_up_oldest_first_and_marked_late()
    {
        await using var world = Night();
        var tenant = await world.TenantAsync();
        await RunAllAsync(world);
        await ToAsync(Start.AddDays(3));

        var results = await RunAllAsync(world);

        results.Should().OnlyContain(r => r.Days.SequenceEqual(new DateOnly[] { new(2026, 6, 15), new(2026, 6, 16), new(2026, 6, 17) }));
        (await database.ValueAsync<string[]>(
            "select array_agg(day::text order by day) from client_success.health_snapshot where organization_id = $1 and 'LATE' = any (flags) and day > '2026-06-14'", tenant.Value))
            .Should().Equal("2026-06-15", "2026-06-16");
    }

    [Theory]
    [InlineData(NightKind.Score)]
    [InlineData(NightKind.Benchmark)]
    public async Task CS_9_Whichever_link_wakes_first_on_a_first_start_the_roll_up_comes_before_the_scores(NightKind woken)
    {
        await using var world = Night();
        await Histories.FillAsync(database, 3);

        // Noon: past the hour from which scores may go ahead.
        (await world.Get<ClientNight>().RunDueAsync(Fire(), woken, Ct)).Value.State.Should().Be(NightState.Completed);

        (await database.ValueAsync<long>("select count(*) from client_success.owed_day where kind = 'ROLLUP' and done_at is null")).Should().Be(0);
        (await database.ValueAsync<long>("select count(*) from client_success.health_snapshot")).Should().Be(3 * 35);
        (await database.ValueAsync<long>("select count(*) from client_success.health_snapshot where cause = 'USAGE_MISSING'")).Should().Be(0);
    }

    [Fact]
    public async Task CS_9_While_another_node_rolls_up_the_scores_wait_for_it()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 1);
        var lease = (await world.Get<INightBook>().TakeLeaseAsync("another node", Ct)).Value!;

        (await world.Get<ClientNight>().RunDueAsync(Fire(), NightKind.Score, Ct)).Value.State.Should().Be(NightState.Waiting);

        await world.Get<INightBook>().ReleaseAsync(lease, Ct);
        (await world.Get<ClientNight>().RunDueAsync(Fire(), NightKind.Score, Ct)).Value.State.Should().Be(NightState.Completed);
    }

    [Fact]
    public async Task CS_9_Scores_go_ahead_of_a_roll_up_that_fails_from_four_on_alarm_nobody_about_usage_and_are_made_again_when_it_comes()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 3);
        await RunAllAsync(world);
        await database.ExecuteAsync(
            """
            insert into client_success.contact (id, organization_id, name, roles, account_id)
            select gen_random_uuid(), o.id, 'N', array['CHAMPION'], (select a.id from platform.accounts a where a.organization_id = o.id limit 1) from platform.organizations o
            """);
        var refusing = DispatchProxy.Create<INightBook, NoRollUp>();
        ((NoRollUp)refusing).Over(world.Get<INightBook>());
        var night = new ClientNight(refusing, world.Get<NightCalendar>(), clock, world.Get<INightLog>());

        await ToAsync(new(2026, 6, 16, 3, 59, 0, TimeSpan.Zero));
        (await night.RunDueAsync(Fire(), NightKind.Score, Ct)).Value.State.Should().Be(NightState.Waiting);
        await ToAsync(new(2026, 6, 16, 4, 0, 0, TimeSpan.Zero));
        (await night.RunDueAsync(Fire(), NightKind.Score, Ct)).Value.State.Should().Be(NightState.Completed);

        (await database.ValueAsync<long>("select count(*) from client_success.health_snapshot where day = '2026-06-15' and cause = 'USAGE_MISSING'")).Should().Be(3);
        (await database.ValueAsync<string[]>("select array_agg(distinct rule) from client_success.alert where opened_on = '2026-06-15'")).Should().Equal("NO_SCORE");

        var results = await RunAllAsync(world);

        results.Single(r => r.Kind is NightKind.Score).Days.Should().Equal(new DateOnly(2026, 6, 15));
        (await database.ValueAsync<long>("select count(*) from client_success.health_snapshot where day = '2026-06-15' and state = 'UNSCORED'")).Should().Be(0);
        (await database.ValueAsync<int>("select unscored from client_success.run where kind = 'SCORE' and day = '2026-06-15'")).Should().Be(0);
    }

    [Fact]
    public async Task CS_9_One_bad_tenant_is_found_by_halving_and_the_others_go_on()
    {
        await using var world = Night();
        List<Guid> tenants = [];
        for (var i = 0; i < 20; i++)
            tenants.Add((await world.TenantAsync($"Client {i:00}")).Value);
        await database.ExecuteAsync($"alter table client_success.health_snapshot add check (organization_id <> '{tenants[7]}' or cause = 'COMPUTATION_FAILED')");

        var results = await RunAllAsync(world, expectFailure: true);

        results.Single(r => r.Kind is NightKind.Score).State.Should().Be(NightState.CompletedWithFailures);
        (await database.ValueAsync<Guid[]>("select array_agg(organization_id) from client_success.health_snapshot where day = '2026-06-14' and cause = 'COMPUTATION_FAILED'"))
            .Should().Equal(tenants[7]);
        (await database.ValueAsync<long>("select count(*) from client_success.health_snapshot where day = '2026-06-14'")).Should().Be(20);
        (await database.ValueAsync<string>("select state from client_success.run where kind = 'SCORE' and day = '2026-06-14'")).Should().Be("COMPLETED_WITH_FAILURES");
        (await database.ValueAsync<string>("select failed_input from client_success.health_snapshot where organization_id = $1 and day = '2026-06-14'", tenants[7])).Should().NotBeNull();
    }

    [Fact]
    public async Task CS_9_A_tenant_whose_roll_up_fails_says_so_with_a_reference_and_is_made_up_for()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 200);
        await RunAllAsync(world);
        var bad = await database.ValueAsync<Guid>("select md5('tenant7')::uuid");
        var before = await database.ValueAsync<long>("select count(*) from client_success.health_snapshot where state = 'UNSCORED'");
        await database.ExecuteAsync($"alter table client_success.usage_day add constraint bad check (organization_id <> '{bad}' or day < '2026-06-15')");
        await ToAsync(Start.AddDays(1));

        var results = await RunAllAsync(world, expectFailure: true);

        before.Should().Be(0);
        results.Take(2).Should().OnlyContain(r => r.State == NightState.CompletedWithFailures && r.Failed == 1);
        (await database.ValueAsync<Guid[]>("select array_agg(organization_id) from client_success.health_snapshot where day = '2026-06-15' and state = 'UNSCORED'")).Should().Equal(bad);
        (await database.ValueAsync<long>("select count(*) from client_success.health_snapshot where day = '2026-06-15'")).Should().Be(200);
        (await database.ValueAsync<string>("select cause || ' ' || (char_length(failed_input) > 10) from client_success.health_snapshot where day = '2026-06-15' and organization_id = $1", bad))
            .Should().Be("COMPUTATION_FAILED true");
        (await database.ValueAsync<string>("select state from client_success.alert where organization_id = $1 and rule = 'NO_SCORE'", bad)).Should().Be("NEW");

        await database.ExecuteAsync("alter table client_success.usage_day drop constraint bad");
        await ToAsync(Start.AddDays(2));
        await RunAllAsync(world);
        (await database.ValueAsync<string[]>("select array_agg(state || ' ' || array_to_string(flags, ',') order by day) from client_success.health_snapshot where day >= '2026-06-15' and organization_id = $1", bad))
            .Should().Equal("INSUFFICIENT SMALL_BASE", "INSUFFICIENT SMALL_BASE");
    }

    [Fact]
    public async Task CS_12_P13_The_number_of_statements_does_not_depend_on_the_number_of_tenants()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 3);
        await RunAllAsync(world);
        await ToAsync(Start.AddDays(1));
        var few = await Statements.CountAsync(() => RunAllAsync(world));
        await database.ExecuteAsync(
            """
            insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at)
            select gen_random_uuid(), 'Many ' || g, 'many ' || g, 'ACTIVE', now(), 'STANDARD', '2026-01-01' from generate_series(1, 300) g
            """);
        await ToAsync(Start.AddDays(2));

        var many = await Statements.CountAsync(() => RunAllAsync(world));

        few.Should().BeGreaterThan(20);
        many.Should().Be(few);
        // Each run says so itself.
        var kept = await database.ValueAsync<string[]>("select array_agg(kind || ' ' || statements order by day, kind) from client_success.run where day >= '2026-06-15'");
        kept.Should().HaveCount(6);
        kept![..3].Should().Equal(kept[3..]).And.NotContain(k => k.EndsWith(" 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("client_success.usage_day")]
    [InlineData("client_success.feature_day")]
    [InlineData("client_success.health_snapshot")]
    public async Task P7_The_planner_knows_of_the_day_that_was_just_made(string table)
    {
        await using var world = Night();
        await Histories.FillAsync(database, 20);
        await RunAllAsync(world);
        await ToAsync(Start.AddDays(1));
        await RunAllAsync(world);
        var day = await database.ValueAsync<DateOnly>($"select max(day) from {table}");
        var there = await database.ValueAsync<long>($"select count(*) from {table} where day = $1", day);

        // Taken for none, it is joined client by client with client.
        var plan = await database.ValueAsync<string>($"explain (format json) select from {table} where day = '{day:O}'");

        there.Should().BeGreaterThanOrEqualTo(20);
        JsonNode.Parse(plan!)![0]!["Plan"]!["Plan Rows"]!.GetValue<long>().Should().BeCloseTo(there, (ulong)there / 20);
    }

    [Fact]
    public async Task R2_D1_Two_nodes_do_each_day_once()
    {
        await using var one = Night();
        await using var two = Night();
        await one.TenantAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? one : two).Get<ClientNight>().RunAllAsync(Fire(), Ct)));
        await RunAllAsync(one);

        results.Should().OnlyContain(r => r.IsAllowed);
        (await database.ValueAsync<long>("select count(*) from (select kind, day from client_success.run group by 1, 2 having count(*) > 1) x")).Should().Be(0);
        (await database.ValueAsync<long>("select count(*) from client_success.owed_day where done_at is null")).Should().Be(0);
    }

    [Fact]
    public async Task CS_10_A_node_whose_night_was_taken_over_writes_nothing_and_one_that_writes_keeps_it()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 2);
        var book = world.Get<INightBook>();
        var revived = (await book.TakeLeaseAsync("one", Ct)).Value!;
        await database.AdvanceAsync(TimeSpan.FromMinutes(16));
        var holder = (await book.TakeLeaseAsync("two", Ct)).Value!;
        var wish = new RollUpWish(new(2026, 6, 14), new(2026, 6, 14), null, null);

        (await book.RollUpAsync(revived, wish, Ct)).Refusal!.Code.Should().Be("lease-lost");
        (await book.WriteAsync(revived, Guid.CreateVersion7(), [], Ct)).Refusal!.Code.Should().Be("lease-lost");
        (await book.WriteAlertsAsync(revived, Fire(), wish.Day, [], Ct)).Refusal!.Code.Should().Be("lease-lost");
        (await database.ValueAsync<long>("select count(*) from client_success.usage_day")).Should().Be(0);

        await database.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await book.RollUpAsync(holder, wish, Ct)).IsAllowed.Should().BeTrue();
        await database.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await book.TakeLeaseAsync("three", Ct)).Value.Should().BeNull();
    }

    [Fact]
    public async Task CS_10_Killed_at_any_step_and_taken_over_it_ends_with_the_rows_of_an_undisturbed_night()
    {
        await Histories.FillAsync(database, 12);
        await using var world = Night();
        await RunAllAsync(world);
        var undisturbed = await DigestAsync();

        for (var step = 2; step <= 40; step += 7)
        {
            await database.ExecuteAsync("truncate client_success.run, client_success.owed_day, client_success.health_snapshot, client_success.usage_day, client_success.lease");
            var dying = DispatchProxy.Create<INightBook, DyingBook>();
            ((DyingBook)dying).Dies(world.Get<INightBook>(), step);
            var night = new ClientNight(dying, world.Get<NightCalendar>(), clock, world.Get<INightLog>());
            var killed = async () => await night.RunAllAsync(Fire(), Ct);
            await killed.Should().ThrowAsync<OperationCanceledException>();

            // Its lease is still its own until it runs out.
            (await world.Get<ClientNight>().RunAllAsync(Fire(), Ct)).Value.Should().OnlyContain(r => r.State == NightState.Elsewhere);
            await database.AdvanceAsync(TimeSpan.FromMinutes(16));
            await RunAllAsync(world);

            (await DigestAsync()).Should().Be(undisturbed, "killed at step {0}", step);
        }
    }

    [Fact]
    public async Task CS_10_P9_A_hundred_random_histories_night_by_night_equal_their_rebuild()
    {
        await Histories.FillAsync(database, 100);
        // Half of the weights are measured here: enough for a band and a trend under a milder ruler.
        await database.ExecuteAsync("alter table client_success.health_model disable trigger all; update client_success.health_model set coverage_min = 30; alter table client_success.health_model enable trigger all");
        await using var world = Night();
        await RunAllAsync(world);
        for (var night = 1; night <= 6; night++)
        {
            await Histories.ArriveAsync(database, Start, night);
            await ToAsync(Start.AddDays(night));
            await RunAllAsync(world);
        }

        var nightly = await DigestAsync();
        var newest = await NewestAsync();
        newest.Should().HaveCount(100);
        newest!.Select(n => n.Split(' ')[1]).Distinct().Should().HaveCountGreaterThan(1, "bands that are all alike prove nothing");
        newest!.Select(n => n.Split(' ')[2]).Distinct().Should().HaveCountGreaterThan(1, "nor do trends");
        (await database.ValueAsync<long>("select count(*) from client_success.health_snapshot where 'RESTATED' = any (flags)")).Should().BePositive();
        await database.ExecuteAsync(
            "truncate client_success.run, client_success.owed_day, client_success.health_snapshot, client_success.usage_day, client_success.feature_day, client_success.account_use, client_success.feature_account_use, client_success.feature_use");
        await RunAllAsync(world);

        (await DigestAsync()).Should().Be(nightly);
        (await NewestAsync()).Should().Equal(newest);
    }

    [Fact]
    public async Task CS_13_CS_27_No_score_is_the_administrators_and_one_notice_tells_them_of_all()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 3);
        await RunAllAsync(world);
        var (admin, other, lead) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.ClientSuccess));
        await database.ExecuteAsync("update access.operator set deactivated_at = now() where id = $1", other.Id.Value);
        await database.ExecuteAsync("update client_success.client set lead_id = $1, alert_level = 'PROACTIVE'", lead.Id.Value);
        foreach (var tenant in await database.ValueAsync<Guid[]>("select array_agg(id) from platform.organizations") ?? [])
            await world.AssignAsync(lead, new(tenant));
        await ToAsync(Start.AddDays(2));

        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(3);
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(0);

        var work = world.Get<ClientWork>();
        (await work.AlertsAsync(admin, mineOnly: true, null, withClosed: false, Ct)).Value.Should().HaveCount(3).And.OnlyContain(a => a.Rule == AlertRule.NoScore && a.Owner == null && a.OwnerRole == "PLATFORM_ADMIN");
        (await work.AlertsAsync(lead, mineOnly: true, null, withClosed: false, Ct)).Value.Should().NotContain(a => a.Rule == AlertRule.NoScore);
        var told = await database.ValueAsync<string[]>("select array_agg(operator_id || ' ' || text) from support.notification where subject = 'NO_SCORE'");
        told.Should().Contain($"{admin.Id} 3 clients have no fresh score: look at the nights").And.OnlyHaveUniqueItems();
        told.Should().NotContain(t => t.StartsWith(other.Id.ToString(), StringComparison.Ordinal) || t.StartsWith(lead.Id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bell_says_of_an_alert_what_the_pages_say()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 1);
        await RunAllAsync(world);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var tenant = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations"));
        await database.ExecuteAsync("delete from client_success.alert");
        await database.ExecuteAsync("update client_success.client set alert_level = 'PROACTIVE', lead_id = $1", lead.Id.Value);
        var book = world.Get<INightBook>();
        var lease = (await book.TakeLeaseAsync("the bell", Ct)).Value!;
        var rules = Enum.GetValues<AlertRule>().Where(r => r is not AlertRule.NoScore).ToList();

        (await book.WriteAlertsAsync(lease, Fire(), new(2026, 6, 14), rules.ConvertAll(r => new AlertChange(tenant, r, AlertDay.Opens, new AlertCall(r, AlertSeverity.High, 1m, 2m))), Ct)).Refusal.Should().BeNull();

        var told = await database.ValueAsync<string[]>("select array_agg(text) from support.notification where operator_id = $1 and kind = 'client-alert'", lead.Id.Value);
        told.Should().BeEquivalentTo(rules.Select(AlertWords.Notice)).And.OnlyHaveUniqueItems();
        told.Should().Contain("High risk: a client of yours needs a look").And.Contain("Ticket surge: a client of yours needs a look");
        told.Should().NotContain(t => t.Contains('_') || t.Contains("band", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task CS_19_Weekly_active_accounts_are_people_and_not_a_sum_of_days()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 1);
        await database.ExecuteAsync("delete from platform.usage_events");
        await database.ExecuteAsync(
            """
            insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, kind, succeeded)
            select a.organization_id, gen_random_uuid(), timestamptz '2026-06-08 09:00Z' + d * interval '1 day', timestamptz '2026-06-14 12:00Z', 'CLIENT', a.id, 'SIGN_IN', true
            from (select organization_id, id from platform.accounts order by id limit 1) a, generate_series(0, 4) d
            """);

        await RunAllAsync(world);

        (await database.ValueAsync<int>("select sum(active_accounts)::integer from client_success.usage_day where day between '2026-06-08' and '2026-06-14'")).Should().Be(5);
        (await database.ValueAsync<int>("select active_accounts from client_success.usage_period where grain = 'WEEK' and first_day = '2026-06-08'")).Should().Be(1);
        (await database.ValueAsync<int>("select active_accounts from client_success.usage_period where grain = 'MONTH' and first_day = '2026-06-01'")).Should().Be(1);
    }

    [Fact]
    public async Task CS_7_A_new_model_changes_no_stored_row_and_counts_from_its_day_as_previewed()
    {
        await Histories.FillAsync(database, 30);
        await using var world = Night();
        await RunAllAsync(world);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var before = await DigestAsync();
        var book = world.Get<HealthModelBook>();
        // Half of the weights are measured here: 60 gives nobody a band, 40 everybody.
        var harsh = new HealthModel(0) { CoverageMin = 40m, LowFrom = 95m, HighIfDecliningBelow = 90m, HighBelow = 80m };

        var draft = (await book.SaveDraftAsync(admin, harsh, "Harsher", seen: null, Ct)).Value;
        (await book.ScheduleAsync(admin, draft.Version, new(2026, 6, 15), Ct)).Refusal!.Code.Should().Be("from");
        (await book.ScheduleAsync(admin, draft.Version, new(2026, 6, 16), Ct)).Refusal.Should().BeNull();
        (await book.SaveDraftAsync(admin, draft, null, seen: null, Ct)).Refusal!.Code.Should().Be("conflict");
        await ToAsync(Start.AddDays(1));
        await RunAllAsync(world);
        var preview = (await book.PreviewAsync(admin, draft, Ct)).Value.Select(e => e.Tenant.Value).Order().ToArray();
        await ToAsync(Start.AddDays(2));
        await RunAllAsync(world);

        (await DigestAsync("2026-06-14")).Should().Be(before);
        (await database.ValueAsync<int[]>("select array_agg(distinct model_version) from client_success.health_snapshot where day = '2026-06-15'")).Should().Equal(1);
        (await database.ValueAsync<int[]>("select array_agg(distinct model_version) from client_success.health_snapshot where day = '2026-06-16'")).Should().Equal(draft.Version);
        preview.Should().NotBeEmpty();
        var marked = (await world.Get<ClientHealth>().HistoryAsync(admin, new(preview[0]), new(2026, 3, 1), new(2026, 6, 16), Ct)).Value.ModelMarkers;
        marked.Should().Equal((new DateOnly(2026, 6, 16), draft.Version));
        (await world.Get<ClientPortfolio>().ListAsync(admin, new(), PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().HaveCount(30)
            .And.OnlyContain(r => r.SparkTo == marked[0].Day && r.SparkMarkers.SequenceEqual(marked));
        preview.Should().BeEquivalentTo(await database.ValueAsync<Guid[]>(
            "select array_agg(n.organization_id order by n.organization_id) from client_success.health_snapshot n join client_success.health_snapshot b on b.organization_id = n.organization_id and b.day = n.day - 1 where n.day = '2026-06-16' and n.band is distinct from b.band"));
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where action = 'ActivateHealthModel' and actor_kind = 'JOB'")).Should().Be(1);
        var past = () => database.ExecuteAsync("update client_success.health_model set low_from = 60 where version = 1");
        await past.Should().ThrowAsync<Npgsql.PostgresException>();
    }

    [Fact]
    public async Task CS_11_Portfolio_and_renewals_count_days_by_the_operations_zone_alike()
    {
        await using var world = Night("America/New_York");
        await world.TenantAsync();
        // The sixteenth in UTC, the evening of the fifteenth in New York.
        await ToAsync(new(2026, 6, 16, 2, 0, 0, TimeSpan.Zero));
        await RunAllAsync(world);
        await database.ExecuteAsync("update client_success.client set renewal_on = '2026-06-25'");
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var list = world.Get<ClientPortfolio>();

        (await list.ListAsync(admin, new(), PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().ContainSingle().Which.RenewalInDays.Should().Be(10);
        (await list.ListAsync(admin, new() { RenewalWithin = 10 }, PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().HaveCount(1);
        (await list.ListAsync(admin, new() { RenewalWithin = 9 }, PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().BeEmpty();
        (await world.Get<ClientWork>().RenewalsAsync(admin, Ct)).Value.Rows.Should().ContainSingle().Which.InDays.Should().Be(10);
    }

    [Fact]
    public async Task CS_13_At_26_hours_and_a_minute_a_snapshot_is_stale()
    {
        await using var world = Night();
        var tenant = await world.TenantAsync();
        await RunAllAsync(world);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);

        await database.AdvanceAsync(TimeSpan.FromHours(26));
        (await world.Get<ClientHealth>().OpenAsync(admin, tenant, Ct)).Value.IsStale.Should().BeFalse();
        await database.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await world.Get<ClientHealth>().OpenAsync(admin, tenant, Ct)).Value.IsStale.Should().BeTrue();
        (await world.Get<ClientPortfolio>().ListAsync(admin, new(), PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().OnlyContain(r => r.IsStale);
        (await world.Get<ClientPortfolio>().TilesAsync(admin, Ct)).Value.Stale.Should().Be(1);
    }

    [Fact]
    public async Task CS_13_A_score_that_went_stale_alarms_once_even_if_no_night_comes()
    {
        await using var world = Night();
        await Histories.FillAsync(database, 1);
        var tenant = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations"));
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(0);
        await RunAllAsync(world);

        await ToAsync(Start.AddHours(26));
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(0);
        await ToAsync(Start.AddHours(26).AddMinutes(1));
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(1);
        (await world.Get<ClientNight>().WatchAsync(Fire(), Ct)).Value.Should().Be(0);

        (await database.ValueAsync<string>("select string_agg(severity || ' ' || state, ',') from client_success.alert where organization_id = $1 and rule = 'NO_SCORE'", tenant.Value)).Should().Be("HIGH NEW");
    }

    [Fact]
    public async Task CS_22_An_alert_opens_once_with_one_set_of_tasks_and_resolves_after_three_quiet_nights()
    {
        await Histories.FillAsync(database, 1);
        await using var world = Night();
        var tenant = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations"));
        await RunAllAsync(world);
        await database.ExecuteAsync("update client_success.client set renewal_on = '2026-08-01' where organization_id = $1", tenant.Value);

        for (var night = 1; night <= 2; night++)
        {
            await ToAsync(Start.AddDays(night));
            await RunAllAsync(world);
        }

        (await database.ValueAsync<string>("select string_agg(rule || ' ' || state, ',') from client_success.alert where organization_id = $1 and rule = 'RENEWAL'", tenant.Value)).Should().Be("RENEWAL NEW");
        (await database.ValueAsync<long>("select count(*) from client_success.cs_task t join client_success.alert a on a.id = t.alert_id where a.rule = 'RENEWAL' and t.organization_id = $1", tenant.Value)).Should().Be(2);
        await database.ExecuteAsync("update client_success.client set renewal_on = null where organization_id = $1", tenant.Value);
        for (var night = 3; night <= 5; night++)
        {
            (await database.ValueAsync<string>("select state from client_success.alert where organization_id = $1 and rule = 'RENEWAL'", tenant.Value)).Should().Be("NEW");
            await ToAsync(Start.AddDays(night));
            await RunAllAsync(world);
        }

        (await database.ValueAsync<string>("select state from client_success.alert where organization_id = $1 and rule = 'RENEWAL'", tenant.Value)).Should().Be("RESOLVED");
    }

    [Fact]
    public async Task CS_22_A_playbook_is_edited_by_administrators_over_the_version_they_saw_and_counts_for_the_next_alert()
    {
        await Histories.FillAsync(database, 1);
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

        await database.ExecuteAsync("update client_success.client set renewal_on = '2026-08-01'");
        await ToAsync(Start.AddDays(1));
        await RunAllAsync(world);
        (await database.ValueAsync<string[]>("select array_agg(t.title order by t.place) from client_success.cs_task t join client_success.alert a on a.id = t.alert_id where a.rule = 'RENEWAL'"))
            .Should().Equal(steps.Select(s => s.Title));
        (await world.EntriesAsync("EditPlaybook", "ALLOWED", admin)).Should().Be(2);
    }

    private World Night(string zone = "Etc/UTC") => new(database, services => services
        .AddSingleton<TimeProvider>(clock)
        .AddSingleton(new NightCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone))));

    private async Task<IReadOnlyList<NightResult>> RunAllAsync(World world, bool expectFailure = false)
    {
        var results = await world.Get<ClientNight>().RunAllAsync(Fire(), Ct);
        results.Refusal.Should().BeNull();
        if (!expectFailure)
            results.Value.Should().OnlyContain(r => r.State == NightState.Completed || r.State == NightState.NothingOwed);
        return results.Value;
    }

    private async Task ToAsync(DateTimeOffset instant)
    {
        clock.SetUtcNow(instant);
        await database.SetClockAsync(instant);
    }

    private JobFire Fire() => new("client-night", clock.GetUtcNow(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N"));

    // Raw numbers and scores; the trend looks further back than a rebuild scores.
    private Task<string?> DigestAsync(string through = "2027-01-01") => database.ValueAsync<string>(
        $"""
        select md5(string_agg(x, '|' order by x)) || count(*) from (
            select (to_jsonb(h) - array['flags', 'computed_at', 'run_id', 'trend', 'trend_delta', 'trend_note', 'trend_recent', 'trend_earlier', 'band', 'fired_rules'])::text as x
            from client_success.health_snapshot h
            where h.day > (select max(m.day) - 35 from client_success.health_snapshot m where m.day <= '{through}') and h.day <= '{through}'
            union all
            select (to_jsonb(u) - 'rolled_at')::text from client_success.usage_day u
            where u.day > (select max(m.day) - 35 from client_success.usage_day m where m.day <= '{through}') and u.day <= '{through}') d
        """);

    // Of the newest day alone: it is the one whose trend a rebuild sees as far back as the nights did.
    private Task<string[]?> NewestAsync() => database.ValueAsync<string[]>(
        """
        select array_agg(concat_ws(' ', organization_id, coalesce(band, '-'), coalesce(trend, '-'), trend_delta, trend_recent, trend_earlier, fired_rules::text) order by organization_id)
        from client_success.health_snapshot where day = (select max(day) from client_success.health_snapshot)
        """);

    /// <summary>A night's book that dies at its nth question, as a killed process would: without giving anything back.</summary>
    public class DyingBook : DispatchProxy
    {
        private INightBook inner = null!;
        private int left;

        public void Dies(INightBook book, int after) => (inner, left) = (book, after);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => --left switch
        {
            > 0 => targetMethod!.Invoke(inner, args),
            _ => targetMethod!.Name is nameof(INightBook.ReleaseAsync) ? Task.CompletedTask : throw new OperationCanceledException(),
        };
    }

    /// <summary>A night's book whose roll-ups are refused.</summary>
    public class NoRollUp : DispatchProxy
    {
        private INightBook inner = null!;

        public void Over(INightBook book) => inner = book;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name is nameof(INightBook.RollUpAsync)
            ? Task.FromResult<Outcome<RollUpMade>>(new Refusal("busy", "The database is busy."))
            : targetMethod.Invoke(inner, args);
    }
}
