using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>What came late is added to what was counted; it is counted once, whenever it was sent and whenever it could be seen.</summary>
public sealed class NightLateTests : NightGround
{
    [Theory]
    [InlineData("2026-06-15 11:55Z", 2)] // Sent before the last night looked, seen after it.
    [InlineData("2026-06-15 13:00Z", 2)]
    [InlineData("2026-06-15 11:55Z 2026-06-15 13:00Z", 4)]
    public async Task CS_10_P9_What_came_late_is_counted_once_whether_or_not_the_night_before_could_have_seen_it(string ingested, int more)
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 3);
        await RunAllAsync(world);
        var before = await CountedAsync();
        foreach (var at in ingested.Split("Z ").Select(i => i.TrimEnd('Z') + "Z"))
            await SendAsync("2026-06-10 09:00Z", at);
        await ToAsync(Start.AddDays(1));

        await RunAllAsync(world);
        (await CountedAsync()).Should().Be((before.SignIns + more, before.Uses + more, before.Machines + more));

        // And not a second time, neither the night after nor on demand.
        await ToAsync(Start.AddDays(2));
        await RunAllAsync(world);
        await OnDemandAsync(world, new(2026, 6, 16));
        (await CountedAsync()).Should().Be((before.SignIns + more, before.Uses + more, before.Machines + more));
    }

    [Fact]
    public async Task CS_10_P9_What_was_counted_on_demand_is_not_counted_again_by_the_night()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 3);
        await RunAllAsync(world);
        var before = await CountedAsync();
        await ToAsync(Start.AddHours(3));
        await SendAsync("2026-06-10 09:00Z", "2026-06-15 13:00Z");

        await OnDemandAsync(world, new(2026, 6, 14));
        (await CountedAsync()).SignIns.Should().Be(before.SignIns + 2);
        await ToAsync(Start.AddDays(1));
        await RunAllAsync(world);

        (await CountedAsync()).Should().Be((before.SignIns + 2, before.Uses + 2, before.Machines + 2));
    }

    [Theory]
    [InlineData("2026-05-11", 2)] // 35 days before it arrived: the last that counts.
    [InlineData("2026-05-10", 0)]
    public async Task CS_10_On_demand_finds_what_came_late_as_far_back_as_it_counts(string day, int more)
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 3);
        await RunAllAsync(world);
        var before = await CountedAsync(DateOnly.Parse(day, CultureInfo.InvariantCulture));
        await ToAsync(Start.AddHours(3));
        await SendAsync($"{day} 09:00Z", "2026-06-15 13:00Z");

        await OnDemandAsync(world, new(2026, 6, 14));

        (await CountedAsync(DateOnly.Parse(day, CultureInfo.InvariantCulture))).Should().Be((before.SignIns + more, before.Uses + more, before.Machines + more));
    }

    [Fact]
    public async Task CS_10_What_counts_nowhere_is_the_nights_to_tell_and_not_on_demand()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 3);
        await RunAllAsync(world);
        await ToAsync(Start.AddHours(3));
        await SendAsync("2026-05-10 09:00Z", "2026-06-15 13:00Z");

        (await OnDemandAsync(world, new(2026, 6, 14))).Rejected.Should().Be(0);
        await ToAsync(Start.AddDays(1));
        await RunAllAsync(world);

        (await Database.ValueAsync<long>("select rejected_events from client_success.run where kind = 'ROLLUP' and day = '2026-06-15'")).Should().Be(6);
    }

    [Fact]
    public async Task CS_10_What_says_it_was_ingested_after_the_night_is_the_next_ones()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 3);
        await SendAsync("2026-06-14 09:00Z", "2026-06-15 12:05Z");
        await RunAllAsync(world);
        var before = await CountedAsync(new(2026, 6, 14));
        await ToAsync(Start.AddDays(1));

        await RunAllAsync(world);

        (await CountedAsync(new(2026, 6, 14))).Should().Be((before.SignIns + 2, before.Uses + 2, before.Machines + 2));
        (await Database.ValueAsync<int>(
            """
            select count(*)::integer from platform.usage_events
            where organization_id = md5('tenant1')::uuid and (occurred_at at time zone 'UTC')::date = '2026-06-14' and kind = 'SIGN_IN' and actor_kind = 'CLIENT' and succeeded
            """)).Should().Be(before.SignIns + 2, "it was not counted the night before");
    }

    [Fact]
    public async Task CS_10_Features_are_stored_under_their_places_in_the_catalogue() =>
        (await Database.ValueAsync<string[]>("select array_agg(feature || ' ' || number order by number) from client_success.feature_number"))
            .Should().Equal(FeatureCatalog.All.Select((f, i) => $"{f.Code} {i + 1}"));

    // Two sign-ins of one person, two uses by them and two by a machine.
    private Task SendAsync(string occurred, string ingested) => Database.ExecuteAsync(
        $"""
        insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, machine, kind, feature)
        select a.organization_id, gen_random_uuid(), timestamptz '{occurred}', timestamptz '{ingested}', k.actor, case k.actor when 'CLIENT' then a.id end, case k.actor when 'MACHINE' then 'api' end, k.kind, k.feature
        from (select organization_id, id from platform.accounts where organization_id = md5('tenant1')::uuid order by id limit 1) a
        cross join (values ('CLIENT', 'SIGN_IN', null), ('CLIENT', 'FEATURE', 'CASE_MANAGEMENT'), ('MACHINE', 'FEATURE', 'API_USAGE')) k (actor, kind, feature)
        cross join generate_series(1, 2)
        """);

    private async Task<RollUpMade> OnDemandAsync(World world, DateOnly day)
    {
        var book = world.Get<INightBook>();
        var lease = (await book.TakeLeaseAsync("demand", Ct)).Value!;
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select md5('tenant1')::uuid"));
        var made = await book.RollUpAsync(lease, new RollUpWish(day, day, (await book.ReadThroughAsync(Ct)).Value, [tenant]) { IsOnDemand = true }, Ct);
        await book.ReleaseAsync(lease, Ct);
        made.Refusal.Should().BeNull();
        return made.Value;
    }

    private async Task<(int SignIns, int Uses, int Machines)> CountedAsync(DateOnly? day = null)
    {
        var on = $"organization_id = md5('tenant1')::uuid and day = '{day ?? new(2026, 6, 10):yyyy-MM-dd}'";
        return (
            await Database.ValueAsync<int>($"select sign_ins from client_success.usage_day where {on}"),
            await Database.ValueAsync<int>($"select coalesce(sum(people_uses), 0)::integer from client_success.feature_use_day where {on} and feature = 'CASE_MANAGEMENT'"),
            await Database.ValueAsync<int>($"select coalesce(sum(machine_uses), 0)::integer from client_success.feature_use_day where {on} and feature = 'API_USAGE'"));
    }
}
