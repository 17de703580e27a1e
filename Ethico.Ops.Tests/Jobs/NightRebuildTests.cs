using System.Text.Json.Nodes;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>What nights make of late, doubled and disordered events is what a rebuild makes of them, and what a period says of people.</summary>
public class NightRebuildTests : NightGround
{
    [Theory]
    [InlineData("client_success.usage_day")]
    [InlineData("client_success.health_snapshot")]
    public async Task P7_The_planner_does_not_take_the_day_that_was_just_made_for_empty(string table)
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 20);
        await RunAllAsync(world);
        await ToAsync(Start.AddDays(1));
        await RunAllAsync(world);
        var day = await Database.ValueAsync<DateOnly>($"select max(day) from {table}");
        var there = await Database.ValueAsync<long>($"select count(*) from {table} where day = $1", day);

        // Taken for none, it is joined client by client with client.
        var plan = await Database.ValueAsync<string>($"explain (format json) select from {table} where day = '{day:O}'");

        there.Should().BeGreaterThanOrEqualTo(20);
        JsonNode.Parse(plan!)![0]!["Plan"]!["Plan Rows"]!.GetValue<long>().Should().BeInRange(there / 2, there * 2);
    }

    [Fact]
    public async Task CS_10_P9_A_hundred_random_histories_night_by_night_equal_their_rebuild()
    {
        await Histories.FillAsync(Database, 100);
        // Half of the weights are measured here: enough for a band and a trend under a milder ruler.
        await Database.ExecuteAsync("alter table client_success.health_model disable trigger all; update client_success.health_model set coverage_min = 30; alter table client_success.health_model enable trigger all");
        await using var world = Night();
        await RunAllAsync(world);
        for (var night = 1; night <= 6; night++)
        {
            await Histories.ArriveAsync(Database, Start, night);
            await ToAsync(Start.AddDays(night));
            await RunAllAsync(world);
        }

        var nightly = await DigestAsync();
        var newest = await NewestAsync();
        newest.Should().HaveCount(100);
        newest!.Select(n => n.Split(' ')[1]).Distinct().Should().HaveCountGreaterThan(1, "bands that are all alike prove nothing");
        newest!.Select(n => n.Split(' ')[2]).Distinct().Should().HaveCountGreaterThan(1, "nor do trends");
        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where 'RESTATED' = any (flags)")).Should().BePositive();
        await Database.ExecuteAsync(
            "truncate client_success.run, client_success.owed_day, client_success.health_snapshot, client_success.usage_day, client_success.account_use");
        await RunAllAsync(world);

        (await DigestAsync()).Should().Be(nightly);
        (await NewestAsync()).Should().Equal(newest);
    }

    [Fact]
    public async Task CS_19_Weekly_active_accounts_are_people_and_not_a_sum_of_days()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 1);
        await Database.ExecuteAsync("delete from platform.usage_events");
        await Database.ExecuteAsync(
            """
            insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, kind, succeeded)
            select a.organization_id, gen_random_uuid(), timestamptz '2026-06-08 09:00Z' + d * interval '1 day', timestamptz '2026-06-14 12:00Z', 'CLIENT', a.id, 'SIGN_IN', true
            from (select organization_id, id from platform.accounts order by id limit 1) a, generate_series(0, 4) d
            """);

        await RunAllAsync(world);

        (await Database.ValueAsync<int>("select sum(active_accounts)::integer from client_success.usage_day where day between '2026-06-08' and '2026-06-14'")).Should().Be(5);
        (await Database.ValueAsync<int>("select active_accounts from client_success.usage_period where grain = 'WEEK' and first_day = '2026-06-08'")).Should().Be(1);
        (await Database.ValueAsync<int>("select active_accounts from client_success.usage_period where grain = 'MONTH' and first_day = '2026-06-01'")).Should().Be(1);
    }
}
