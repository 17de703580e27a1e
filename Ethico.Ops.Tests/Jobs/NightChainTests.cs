using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>The chain by its ledger, on real PostgreSQL and under a clock of the test's: what is done when, and after what.</summary>
public class NightChainTests : NightGround
{
    [Theory]
    [InlineData("America/New_York", "2027-03-13", "06:00", "07:00", "07:00")]
    [InlineData("America/New_York", "2026-10-31", "05:00", "07:00", "08:00")]
    [InlineData("Europe/London", "2027-03-27", "01:00", "01:00", "02:00")]
    [InlineData("Europe/London", "2026-10-24", "00:00", "02:00", "03:00")]
    public async Task CS_11_In_a_night_that_lacks_an_hour_or_has_one_twice_each_link_runs_once_in_order_at_the_stated_instants(string zone, string day, params string[] due)
    {
        var of = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var midnight = new DateTimeOffset(of.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        await ToAsync(midnight.AddHours(-4));
        await using var world = Night(zone);
        await RunAllAsync(world);
        List<(NightKind Kind, DateTimeOffset At)> ran = [];
        await ToAsync(midnight.AddHours(-1));
        while (Clock.GetUtcNow() < midnight.AddHours(10))
        {
            foreach (var kind in Enum.GetValues<NightKind>())
            {
                var result = await world.Get<ClientNight>().RunDueAsync(Fire(), kind, Ct);
                if (result.Value.Days.Count > 0)
                    ran.Add((kind, Clock.GetUtcNow()));
            }

            Clock.Advance(TimeSpan.FromMinutes(5));
        }

        ran.Should().Equal(Enum.GetValues<NightKind>().Zip(due, (kind, at) => (kind, midnight + TimeSpan.Parse(at, CultureInfo.InvariantCulture))));
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
        (await Database.ValueAsync<string[]>(
            "select array_agg(day::text order by day) from client_success.health_snapshot where organization_id = $1 and 'LATE' = any (flags) and day > '2026-06-14'", tenant.Value))
            .Should().Equal("2026-06-15", "2026-06-16");
    }

    [Theory]
    [InlineData(NightKind.Score)]
    [InlineData(NightKind.Benchmark)]
    public async Task CS_9_Whichever_link_wakes_first_on_a_first_start_the_roll_up_comes_before_the_scores(NightKind woken)
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 3);

        // Noon: past the hour from which scores may go ahead.
        (await world.Get<ClientNight>().RunDueAsync(Fire(), woken, Ct)).Value.State.Should().Be(NightState.Completed);

        (await Database.ValueAsync<long>("select count(*) from client_success.owed_day where kind = 'ROLLUP' and done_at is null")).Should().Be(0);
        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot")).Should().Be(3 * 35);
        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where cause = 'USAGE_MISSING'")).Should().Be(0);
    }

    [Fact]
    public async Task CS_9_While_another_node_rolls_up_the_scores_wait_for_it()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 1);
        var lease = (await world.Get<INightBook>().TakeLeaseAsync("another node", Ct)).Value!;

        (await world.Get<ClientNight>().RunDueAsync(Fire(), NightKind.Score, Ct)).Value.State.Should().Be(NightState.Waiting);

        await world.Get<INightBook>().ReleaseAsync(lease, Ct);
        (await world.Get<ClientNight>().RunDueAsync(Fire(), NightKind.Score, Ct)).Value.State.Should().Be(NightState.Completed);
    }

    [Fact]
    public async Task CS_12_P13_The_number_of_statements_does_not_depend_on_the_number_of_tenants()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 10);
        await RunAllAsync(world);
        await ToAsync(Start.AddDays(1));
        var few = await Statements.CountAsync(() => RunAllAsync(world));
        await Database.ExecuteAsync(
            """
            insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at)
            select gen_random_uuid(), 'Many ' || g, 'many ' || g, 'ACTIVE', now(), 'STANDARD', '2026-01-01' from generate_series(1, 990) g
            """);
        await ToAsync(Start.AddDays(2));

        var many = await Statements.CountAsync(() => RunAllAsync(world));

        few.Should().BeGreaterThan(20);
        many.Should().Be(few);
        // Each run says so itself.
        var kept = await Database.ValueAsync<string[]>("select array_agg(kind || ' ' || statements order by day, kind) from client_success.run where day >= '2026-06-15'");
        kept.Should().HaveCount(6);
        kept![..3].Should().Equal(kept[3..]).And.NotContain(k => k.EndsWith(" 0", StringComparison.Ordinal));
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
        (await Database.ValueAsync<long>("select count(*) from (select kind, day from client_success.run group by 1, 2 having count(*) > 1) x")).Should().Be(0);
        (await Database.ValueAsync<long>("select count(*) from client_success.owed_day where done_at is null")).Should().Be(0);
    }

    [Fact]
    public async Task D6_Nodes_whose_clocks_are_hours_apart_do_each_day_once_and_none_twice()
    {
        var (early, late) = (new FakeTimeProvider(Start.AddHours(-2)), new FakeTimeProvider(Start.AddHours(2)));
        await using var one = Night();
        await using var behind = new World(Database, services => services.AddSingleton<TimeProvider>(early).AddSingleton(new NightCalendar(TimeZoneInfo.Utc)));
        await using var ahead = new World(Database, services => services.AddSingleton<TimeProvider>(late).AddSingleton(new NightCalendar(TimeZoneInfo.Utc)));
        await one.TenantAsync();

        for (var day = 0; day < 2; day++)
        {
            // Eleven at night: behind, the day is not over by far; ahead, the next one has begun.
            await ToAsync(Start.AddDays(day).AddHours(11));
            early.SetUtcNow(Clock.GetUtcNow().AddHours(-2));
            late.SetUtcNow(Clock.GetUtcNow().AddHours(2));
            var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => new[] { one, behind, ahead }[i % 3].Get<ClientNight>().RunAllAsync(Fire(), Ct)));
            results.Should().OnlyContain(r => r.IsAllowed);
        }

        await RunAllAsync(ahead);
        (await Database.ValueAsync<long>("select count(*) from (select kind, day from client_success.run group by 1, 2 having count(*) > 1) x")).Should().Be(0);
        (await Database.ValueAsync<long>("select count(*) from client_success.owed_day where done_at is null")).Should().Be(0);
        (await Database.ValueAsync<long>("select count(distinct max) from (select kind, max(day) from client_success.run group by kind) m")).Should().Be(1);
    }

    [Fact]
    public async Task D8_After_three_days_of_outage_one_run_does_the_owed_days_in_their_order_and_marks_them_late()
    {
        await using var world = Night();
        await world.TenantAsync();
        await RunAllAsync(world);
        var runs = await Database.ValueAsync<long>("select count(*) from client_success.run where kind = 'SCORE'");

        await ToAsync(Start.AddDays(4));
        var results = await RunAllAsync(world);

        results.Should().OnlyContain(r => r.Days.Count == 4);
        results.Should().OnlyContain(r => r.Days.SequenceEqual(r.Days.Order()));
        (await Database.ValueAsync<long>("select count(*) from client_success.run where kind = 'SCORE'")).Should().Be(runs + 4);
        (await Database.ValueAsync<string[]>("select array_agg(is_late::text order by day) from client_success.owed_day where kind = 'SCORE' and day > '2026-06-14'")).Should().Equal("true", "true", "true", "false");
    }

    [Fact]
    public async Task CS_11_Portfolio_and_renewals_count_days_by_the_operations_zone_alike()
    {
        await using var world = Night("America/New_York");
        await world.TenantAsync();
        // The sixteenth in UTC, the evening of the fifteenth in New York.
        await ToAsync(new(2026, 6, 16, 2, 0, 0, TimeSpan.Zero));
        await RunAllAsync(world);
        await Database.ExecuteAsync("update client_success.client set renewal_on = '2026-06-25'");
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var list = world.Get<ClientPortfolio>();

        (await list.ListAsync(admin, new(), PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().ContainSingle().Which.RenewalInDays.Should().Be(10);
        (await list.ListAsync(admin, new() { RenewalWithin = 10 }, PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().HaveCount(1);
        (await list.ListAsync(admin, new() { RenewalWithin = 9 }, PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().BeEmpty();
        (await world.Get<ClientWork>().RenewalsAsync(admin, new(), Ct)).Value.Rows.Should().ContainSingle().Which.InDays.Should().Be(10);
    }
}
