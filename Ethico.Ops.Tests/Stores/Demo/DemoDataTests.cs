using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Demo;

/// <summary>PLT-19: loaded under all constraints, once, the same everywhere.</summary>
public sealed class DemoDataTests(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    private const string NothingLoaded = "select not exists (select from platform.organizations) and not exists (select from platform.plans)";

    [Fact]
    public async Task PLT19_The_rows_are_those_of_the_committed_checksum()
    {
        var checksum = await ChecksumAsync(demo.Database);

        checksum.Overall.Should().Be(
            DemoData.ChecksumOfTests,
            "a change of the demo data is a change of this value, made on purpose; by table: {0}",
            string.Join(", ", checksum.Tables.Select(each => $"{each.Key} {each.Value[..8]}")));
    }

    [Fact]
    public async Task PLT19_A_second_load_does_nothing_whatever_it_asks_for()
    {
        var before = await ChecksumAsync(demo.Database);

        var loaded = await DemoData.LoadAsync(demo.Database.AdminConnectionString, seed: 7, TestTemplate.DemoAnchor.AddDays(1), CancellationToken.None);

        loaded.Should().BeFalse();
        (await ChecksumAsync(demo.Database)).Overall.Should().Be(before.Overall);
        (await demo.Database.ValueAsync<int>("select seed from host.demo_state")).Should().Be(DemoOptions.DefaultSeed);
    }

    [Fact]
    public async Task PLT19_Another_seed_gives_other_rows_and_another_day_the_same_ones_later()
    {
        await using var other = await TestDatabase.CreateAsync();
        await DemoData.LoadAsync(other.AdminConnectionString, seed: 7, TestTemplate.DemoAnchor, CancellationToken.None);

        (await ChecksumAsync(other)).Overall.Should().NotBe(DemoData.ChecksumOfTests);
        (await other.ValueAsync<long>("select count(*) from platform.organizations")).Should().Be(60);
    }

    [Fact]
    public async Task PLT19_The_rows_stay_within_the_sizes_stated()
    {
        (await demo.Database.ValueAsync<long>("select count(*) from platform.organizations")).Should().Be(60);
        (await demo.Database.ValueAsync<long>("select count(*) from platform.accounts")).Should().BeInRange(8_000, 20_000);
        (await demo.Database.ValueAsync<long>("select count(*) from platform.cases")).Should().BeInRange(2_000, 10_000);
        (await demo.Database.ValueAsync<long>("select count(*) from platform.usage_events")).Should().BeInRange(100_000, 500_000);
        (await demo.Database.ValueAsync<long>(
            "select count(distinct date_trunc('month', occurred_at at time zone 'UTC')) from platform.usage_events")).Should().BeInRange(13, 14);
    }

    [Fact]
    public async Task A_load_that_is_interrupted_leaves_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var stop = new CancellationTokenSource();
        var progress = new Each(step =>
        {
            if (step.Table is "cases")
                stop.Cancel();
        });

        var load = () => DemoData.LoadAsync(database.AdminConnectionString, DemoOptions.DefaultSeed, TestTemplate.DemoAnchor, stop.Token, progress);

        await load.Should().ThrowAsync<OperationCanceledException>();
        (await database.ValueAsync<bool>(NothingLoaded)).Should().BeTrue();
        (await database.ValueAsync<bool>("select not exists (select from host.demo_state)")).Should().BeTrue();
    }

    [Fact]
    public async Task Two_first_starts_at_once_load_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var connections = new OpsConnections(database.AppConnectionString, database.AdminConnectionString);
        var options = new DemoOptions(DemoOptions.DefaultSeed, Anchor: null, DemoSettings.MailKey.ToArray());
        var clock = new FakeTimeProvider(TestTemplate.DemoAnchor.AddHours(20));

        var loaded = await Task.WhenAll(
            Task.Run(() => DemoData.EnsureAsync(connections, options, clock, CancellationToken.None)),
            Task.Run(() => DemoData.EnsureAsync(connections, options, clock, CancellationToken.None)));

        loaded.Should().BeEquivalentTo([true, false]);
        (await database.ValueAsync<DateTimeOffset>("select anchor from host.demo_state")).Should().Be(TestTemplate.DemoAnchor, "it is the last noon");
        (await ChecksumAsync(database)).Overall.Should().Be(DemoData.ChecksumOfTests);
    }

    [Fact]
    public async Task A_database_that_holds_clients_already_is_left_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("insert into platform.plans values ('OWN', 'Own')");
        await database.ExecuteAsync("""
            insert into platform.organizations (id, name, search_name, status, status_at, plan)
            values (gen_random_uuid(), 'Theirs', 'theirs', 'ACTIVE', now(), 'OWN')
            """);

        (await DemoData.LoadAsync(database.AdminConnectionString, DemoOptions.DefaultSeed, TestTemplate.DemoAnchor, CancellationToken.None)).Should().BeFalse();
        (await database.ValueAsync<long>("select count(*) from platform.organizations")).Should().Be(1);
    }

    [Fact]
    public async Task Without_a_login_that_may_load_nothing_is_loaded()
    {
        var connections = new OpsConnections("Host=nowhere.invalid", Admin: null);
        var options = new DemoOptions(DemoOptions.DefaultSeed, Anchor: null, DemoSettings.MailKey.ToArray());

        (await DemoData.EnsureAsync(connections, options, TimeProvider.System, CancellationToken.None)).Should().BeFalse();
    }

    [Theory]
    [InlineData("2026-06-15T12:00:00Z", "2026-06-15T12:00:00Z")]
    [InlineData("2026-06-15T11:59:59Z", "2026-06-14T12:00:00Z")]
    [InlineData("2026-06-15T23:30:00-05:00", "2026-06-15T12:00:00Z")]
    public void The_anchor_is_the_last_noon_that_has_been(string now, string anchor) =>
        DemoData.LastNoon(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture))
            .Should().Be(DateTimeOffset.Parse(anchor, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task The_application_cannot_take_on_the_role_that_loads()
    {
        await using var connection = new NpgsqlConnection(demo.Database.AppConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set role ops_seed", connection);

        (await command.Invoking(it => it.ExecuteNonQueryAsync()).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    private static Task<DemoChecksum> ChecksumAsync(TestDatabase database) =>
        DemoChecksum.ComputeAsync(database.AdminConnectionString, organization: null, CancellationToken.None);

    private sealed class Each(Action<DemoProgress> see) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => see(value);
    }
}
