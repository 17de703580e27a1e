using System.Reflection;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>Nights in which something fails: a link, one client, or the process.</summary>
public class NightFailureTests : NightGround
{
    [Fact]
    public async Task CS_9_Scores_go_ahead_of_a_roll_up_that_fails_from_four_on_alarm_nobody_about_usage_and_are_made_again_when_it_comes()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 3);
        await RunAllAsync(world);
        await Database.ExecuteAsync(
            """
            insert into client_success.contact (id, organization_id, name, roles, account_id)
            select gen_random_uuid(), o.id, 'N', array['CHAMPION'], (select a.id from platform.accounts a where a.organization_id = o.id limit 1) from platform.organizations o
            """);
        var refusing = DispatchProxy.Create<INightBook, NoRollUp>();
        ((NoRollUp)refusing).Over(world.Get<INightBook>());
        var night = new ClientNight(refusing, world.Get<NightCalendar>(), Clock, world.Get<INightLog>());

        await ToAsync(new(2026, 6, 16, 3, 59, 0, TimeSpan.Zero));
        (await night.RunDueAsync(Fire(), NightKind.Score, Ct)).Value.State.Should().Be(NightState.Waiting);
        await ToAsync(new(2026, 6, 16, 4, 0, 0, TimeSpan.Zero));
        (await night.RunDueAsync(Fire(), NightKind.Score, Ct)).Value.State.Should().Be(NightState.Completed);

        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where day = '2026-06-15' and cause = 'USAGE_MISSING'")).Should().Be(3);
        (await Database.ValueAsync<string[]>("select array_agg(distinct rule) from client_success.alert where opened_on = '2026-06-15'")).Should().Equal("NO_SCORE");

        var results = await RunAllAsync(world);

        results.Single(r => r.Kind is NightKind.Score).Days.Should().Equal(new DateOnly(2026, 6, 15));
        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where day = '2026-06-15' and state = 'UNSCORED'")).Should().Be(0);
        (await Database.ValueAsync<int>("select unscored from client_success.run where kind = 'SCORE' and day = '2026-06-15'")).Should().Be(0);
    }

    [Fact]
    public async Task CS_9_One_bad_tenant_is_found_by_halving_and_the_others_go_on()
    {
        await using var world = Night();
        List<Guid> tenants = [];
        for (var i = 0; i < 20; i++)
            tenants.Add((await world.TenantAsync($"Client {i:00}")).Value);
        await Database.ExecuteAsync($"alter table client_success.health_snapshot add check (organization_id <> '{tenants[7]}' or cause = 'COMPUTATION_FAILED')");

        var results = await RunAllAsync(world, expectFailure: true);

        results.Single(r => r.Kind is NightKind.Score).State.Should().Be(NightState.CompletedWithFailures);
        (await Database.ValueAsync<Guid[]>("select array_agg(organization_id) from client_success.health_snapshot where day = '2026-06-14' and cause = 'COMPUTATION_FAILED'"))
            .Should().Equal(tenants[7]);
        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where day = '2026-06-14'")).Should().Be(20);
        (await Database.ValueAsync<string>("select state from client_success.run where kind = 'SCORE' and day = '2026-06-14'")).Should().Be("COMPLETED_WITH_FAILURES");
        (await Database.ValueAsync<string>("select failed_input from client_success.health_snapshot where organization_id = $1 and day = '2026-06-14'", tenants[7])).Should().NotBeNull();
    }

    [Fact]
    public async Task CS_9_A_tenant_whose_roll_up_fails_says_so_with_a_reference_and_is_made_up_for()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 200);
        await RunAllAsync(world);
        var bad = await Database.ValueAsync<Guid>("select md5('tenant7')::uuid");
        var before = await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where state = 'UNSCORED'");
        await Database.ExecuteAsync($"alter table client_success.usage_day add constraint bad check (organization_id <> '{bad}' or day < '2026-06-15')");
        await ToAsync(Start.AddDays(1));

        var results = await RunAllAsync(world, expectFailure: true);

        before.Should().Be(0);
        results.Take(2).Should().OnlyContain(r => r.State == NightState.CompletedWithFailures && r.Failed == 1);
        (await Database.ValueAsync<Guid[]>("select array_agg(organization_id) from client_success.health_snapshot where day = '2026-06-15' and state = 'UNSCORED'")).Should().Equal(bad);
        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where day = '2026-06-15'")).Should().Be(200);
        (await Database.ValueAsync<string>("select cause || ' ' || (char_length(failed_input) > 10) from client_success.health_snapshot where day = '2026-06-15' and organization_id = $1", bad))
            .Should().Be("COMPUTATION_FAILED true");
        (await Database.ValueAsync<string>("select state from client_success.alert where organization_id = $1 and rule = 'NO_SCORE'", bad)).Should().Be("NEW");

        await Database.ExecuteAsync("alter table client_success.usage_day drop constraint bad");
        await ToAsync(Start.AddDays(2));
        await RunAllAsync(world);
        (await Database.ValueAsync<string[]>("select array_agg(state || ' ' || array_to_string(flags, ',') order by day) from client_success.health_snapshot where day >= '2026-06-15' and organization_id = $1", bad))
            .Should().Equal("INSUFFICIENT SMALL_BASE", "INSUFFICIENT SMALL_BASE");
    }

    [Fact]
    public async Task CS_10_A_node_whose_night_was_taken_over_writes_nothing_and_one_that_writes_keeps_it()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 2);
        var book = world.Get<INightBook>();
        var revived = (await book.TakeLeaseAsync("one", Ct)).Value!;
        await Database.AdvanceAsync(TimeSpan.FromMinutes(16));
        var holder = (await book.TakeLeaseAsync("two", Ct)).Value!;
        var wish = new RollUpWish(new(2026, 6, 14), new(2026, 6, 14), null, null);

        (await book.RollUpAsync(revived, wish, Ct)).Refusal!.Code.Should().Be("lease-lost");
        (await book.WriteAsync(revived, Guid.CreateVersion7(), [], Ct)).Refusal!.Code.Should().Be("lease-lost");
        (await book.WriteAlertsAsync(revived, Fire(), wish.Day, [], Ct)).Refusal!.Code.Should().Be("lease-lost");
        (await Database.ValueAsync<long>("select count(*) from client_success.usage_day")).Should().Be(0);

        await Database.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await book.RollUpAsync(holder, wish, Ct)).IsAllowed.Should().BeTrue();
        await Database.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await book.TakeLeaseAsync("three", Ct)).Value.Should().BeNull();
    }

    [Fact]
    public async Task CS_10_Killed_at_any_step_and_taken_over_it_ends_with_the_rows_of_an_undisturbed_night()
    {
        await Histories.FillAsync(Database, 12);
        await using var world = Night();
        await RunAllAsync(world);
        var undisturbed = await DigestAsync();

        for (var step = 2; step <= 40; step += 7)
        {
            await Database.ExecuteAsync("truncate client_success.run, client_success.owed_day, client_success.health_snapshot, client_success.usage_day, client_success.lease");
            var dying = DispatchProxy.Create<INightBook, DyingBook>();
            ((DyingBook)dying).Dies(world.Get<INightBook>(), step);
            var night = new ClientNight(dying, world.Get<NightCalendar>(), Clock, world.Get<INightLog>());
            var killed = async () => await night.RunAllAsync(Fire(), Ct);
            await killed.Should().ThrowAsync<OperationCanceledException>();

            // Its lease is still its own until it runs out.
            (await world.Get<ClientNight>().RunAllAsync(Fire(), Ct)).Value.Should().OnlyContain(r => r.State == NightState.Elsewhere);
            await Database.AdvanceAsync(TimeSpan.FromMinutes(16));
            await RunAllAsync(world);

            (await DigestAsync()).Should().Be(undisturbed, "killed at step {0}", step);
        }
    }

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
