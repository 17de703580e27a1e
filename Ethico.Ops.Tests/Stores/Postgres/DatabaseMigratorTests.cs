using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Postgres;

public sealed class DatabaseMigratorTests
{
    private static readonly SchemaMigration First = new("0001-first",
    [
        .. SqlFiles.In(""),
        new SqlFile("first.sql", "create schema host authorization ops_owner; grant usage on schema host to ops_app; create table host.first (id int)"),
    ]);

    private static readonly SchemaMigration Second = new("0002-second", [new SqlFile("second.sql", "create table host.second (id int)")]);

    [Fact]
    public void Every_file_of_the_foundation_runs_roles_first_and_each_folder_in_the_order_of_its_names()
    {
        var files = SchemaMigration.All[0].Files.Select(file => file.Name).ToList();

        files[0].Should().Be("010-roles.sql");
        files.Should().ContainInOrder("host/010-schema.sql", "host/020-quartz.sql", "access/010-schema.sql", "support/010-schema.sql");
        files.Should().NotContain(file => file.StartsWith("seed/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task E6_A_second_migration_finds_nothing_to_do()
    {
        await using var database = await TestDatabase.CreateBareAsync();

        (await Migrator(First, Second).MigrateAsync(database.AdminConnectionString, default)).Should().Equal("0001-first", "0002-second");
        (await Migrator(First, Second).MigrateAsync(database.AdminConnectionString, default)).Should().BeEmpty();
        (await Migrator(First, Second).PendingAsync(database.AppConnectionString, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task E6_Two_nodes_that_migrate_at_once_do_it_once_between_them()
    {
        await using var database = await TestDatabase.CreateBareAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator(First, Second).MigrateAsync(database.AdminConnectionString, default)));

        applied.SelectMany(each => each).Should().BeEquivalentTo("0001-first", "0002-second");
    }

    [Fact]
    public async Task E6_The_applications_login_cannot_migrate()
    {
        await using var database = await TestDatabase.CreateBareAsync();

        (await RefusalAsync(() => Migrator(First).MigrateAsync(database.AppConnectionString, default)))
            .Should().Contain("ops_app").And.Contain("OpsAdmin");
    }

    [Fact]
    public async Task E6_The_applications_login_can_neither_create_nor_record_a_migration()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync();

        foreach (var attempt in (string[])
            ["create table host.mine (id int)", "create table public.mine (id int)", "create temporary table mine (id int)", "create schema mine", "insert into host.migration (id, checksum) values ('x', 'x')", "delete from host.migration"])
        {
            await using var command = new NpgsqlCommand(attempt, connection);
            (await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync())).Should().BeOfType<PostgresException>()
                .Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege, attempt);
        }
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_and_names_its_file()
    {
        await using var database = await TestDatabase.CreateBareAsync();
        var broken = new SchemaMigration("0002-broken", [new SqlFile("good.sql", "create table host.good (id int)"), new SqlFile("broken.sql", "create table host.broken (id nonsense)")]);

        var error = await Record.ExceptionAsync(() => Migrator(First, broken).MigrateAsync(database.AdminConnectionString, default));

        error.Should().BeOfType<InvalidOperationException>().Which.Message.Should().StartWith("Sql/broken.sql: ");
        (await database.ValueAsync<bool>("select to_regclass('host.first') is not null and to_regclass('host.good') is null")).Should().BeTrue();
        (await Migrator(First, Second).MigrateAsync(database.AdminConnectionString, default)).Should().Equal("0002-second");
    }

    [Fact]
    public async Task E7_An_old_portal_refuses_a_database_that_a_newer_one_migrated()
    {
        await using var database = await TestDatabase.CreateBareAsync();
        await Migrator(First, Second).MigrateAsync(database.AdminConnectionString, default);

        (await RefusalAsync(() => DatabaseStart.MigrateAsync(new OpsConnections(database.AppConnectionString, null), Migrator(First), default)))
            .Should().Contain("newer version").And.Contain("0002-second");
    }

    [Fact]
    public async Task E7_A_new_portal_refuses_an_old_database_that_it_may_not_migrate()
    {
        await using var database = await TestDatabase.CreateBareAsync();
        await Migrator(First).MigrateAsync(database.AdminConnectionString, default);

        (await RefusalAsync(() => DatabaseStart.MigrateAsync(new OpsConnections(database.AppConnectionString, null), Migrator(First, Second), default)))
            .Should().Contain("0002-second").And.Contain("OpsAdmin");
    }

    [Fact]
    public async Task A_migration_edited_after_it_ran_is_refused()
    {
        await using var database = await TestDatabase.CreateBareAsync();
        await Migrator(First).MigrateAsync(database.AdminConnectionString, default);

        var edited = new SchemaMigration(First.Id, [new SqlFile("first.sql", "select 1")]);

        (await RefusalAsync(() => Migrator(edited).PendingAsync(database.AdminConnectionString, default)))
            .Should().Contain("0001-first");
    }

    [Fact]
    public void Line_ends_of_the_checkout_do_not_make_another_migration() =>
        new SchemaMigration("0001", [new SqlFile("a.sql", "select 1;\r\nselect 2;\r\n")]).Checksum
            .Should().Be(new SchemaMigration("0001", [new SqlFile("a.sql", "select 1;\nselect 2;\n")]).Checksum);

    [Fact]
    public async Task A_login_that_may_create_roles_and_is_no_superuser_migrates_everything_and_keeps_no_way_into_ops_definer()
    {
        await using var database = await TestDatabase.CreateBareAsync();
        var login = "admin_" + Guid.CreateVersion7().ToString("N")[20..];
        await database.ExecuteAsync($"""
            create role {login} login createrole password 'scram';
            do $$ begin execute format('alter database %I owner to {login}', current_database()); end $$;
            """);
        var admin = new NpgsqlConnectionStringBuilder(database.AdminConnectionString) { Username = login, Password = "scram" }.ConnectionString;
        try
        {
            (await Migrator([.. SchemaMigration.All]).MigrateAsync(admin, default)).Should().NotBeEmpty();
            (await database.ValueAsync<bool>($"select pg_has_role('{login}', 'ops_definer', 'member')")).Should().BeFalse();
        }
        finally
        {
            await database.DisposeAsync();
            await TestTemplate.ExecuteAsync(await PostgresServer.AdminAsync("postgres"), $"drop owned by {login}", $"drop role {login}");
        }
    }

    private static DatabaseMigrator Migrator(params SchemaMigration[] migrations) => new(migrations, NullLogger<DatabaseMigrator>.Instance);

    private static async Task<string> RefusalAsync(Func<Task> act) =>
        (await Record.ExceptionAsync(act)).Should().BeOfType<StartRefused>().Which.Message;
}
