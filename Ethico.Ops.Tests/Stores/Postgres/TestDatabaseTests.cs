using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Postgres;

public sealed class TestDatabaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_databases_clock_stands_where_a_test_sets_it()
    {
        await database.SetClockAsync(Noon);
        (await NowAsync()).Should().Be(Noon);

        await database.AdvanceAsync(TimeSpan.FromHours(4));
        (await NowAsync()).Should().Be(Noon.AddHours(4));

        await database.FreeClockAsync();
        (await NowAsync()).Should().BeCloseTo(await database.ValueAsync<DateTimeOffset>("select clock_timestamp()"), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_clock_keeps_its_owner_and_volatility_when_a_test_database_replaces_it() =>
        (await database.ValueAsync<string>(
            "select concat(pg_get_userbyid(proowner), ' ', provolatile) from pg_proc where oid = 'access.now()'::regprocedure"))
            .Should().Be("ops_owner s");

    [Fact]
    public async Task Two_test_databases_share_nothing()
    {
        await using var other = await TestDatabase.CreateAsync();
        await other.ExecuteAsync("insert into host.data_protection_keys (friendly_name) values ('theirs')");

        (await database.ValueAsync<long>("select count(*) from host.data_protection_keys")).Should().Be(0);
    }

    private async Task<DateTimeOffset> NowAsync()
    {
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set role ops_portal; select access.now()", connection);
        return (DateTimeOffset)(DateTime)(await command.ExecuteScalarAsync())!;
    }
}
