using System.Collections.Concurrent;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ethico.Ops.Tests.Support;

/// <summary>
/// A database made once per run, which <see cref="TestDatabase"/> copies: migrated, with a clock that a test sets, and filled with
/// whatever <paramref name="fill"/> puts in (it gets the superuser's connection string), upon <paramref name="basis"/> or <see cref="Empty"/>.
/// </summary>
public sealed class TestTemplate(string name, Func<string, Task>? fill = null, TestTemplate? basis = null)
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Made = new(StringComparer.Ordinal);

    // CREATE DATABASE wants its template to itself.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Migrated, and nothing in it.</summary>
    public static TestTemplate Empty { get; } = new("empty");

    /// <summary>The sixty demo clients of the tests' seed and anchor, and the database's clock standing at the anchor.</summary>
    public static TestTemplate Demo { get; } = new("demo", FillWithDemoAsync);

    /// <summary>What "now" is in <see cref="Demo"/>.</summary>
    public static DateTimeOffset DemoAnchor { get; } = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    public string Name { get; } = name;

    /// <summary>The same rows, and schema <c>platform</c> as views over tables of other names.</summary>
    internal TestTemplate OverViews => new("views_" + Name, PlatformAsViews.InstallAsync, this);

    /// <summary>Copies this template, making it first if nobody has yet.</summary>
    internal async Task CopyToAsync(string database)
    {
        var template = await Made.GetOrAdd(Name, _ => new Lazy<Task<string>>(MakeAsync)).Value;
        await CopyAsync(template, database);
    }

    /// <summary>An empty database without any schema of ours.</summary>
    internal static Task CreateBareAsync(string database) => CopyAsync("template0", database);

    internal static async Task ExecuteAsync(string connectionString, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task CopyAsync(string template, string database)
    {
        var admin = await PostgresServer.AdminAsync("postgres");
        await OneAtATime.WaitAsync();
        try
        {
            // Grants on a database are not copied with it; these are those of Sql/host/010-schema.sql and Sql/migration/191.
            await ExecuteAsync(
                admin,
                // Where nothing is synced, copying files beats writing them through the log: 0.1 s against 0.4 s.
                $"create database {database} template {template} strategy file_copy",
                $"revoke all on database {database} from public",
                $"grant connect on database {database} to ops_app",
                $"do $$ begin if to_regrole('ops_import') is not null then grant temporary on database {database} to ops_migration, ops_import, ops_jobs; end if; end $$");
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    internal static async Task FillWithDemoAsync(string admin)
    {
        await ExecuteAsync(admin, $"update test.clock set fixed_at = '{DemoAnchor:O}', shift = '0'");
        await DemoData.LoadAsync(admin, DemoOptions.DefaultSeed, DemoAnchor, CancellationToken.None);
    }

    private async Task<string> MakeAsync()
    {
        var database = "template_" + Name;
        if (fill is null)
        {
            await CreateBareAsync(database);
            await new DatabaseMigrator(SchemaMigration.All, NullLogger<DatabaseMigrator>.Instance)
                .MigrateAsync(await PostgresServer.AdminAsync(database), CancellationToken.None);
            await ExecuteAsync(await PostgresServer.AdminAsync(database), TestClock.Install);
        }
        else
        {
            await (basis ?? Empty).CopyToAsync(database);
            await fill(await PostgresServer.AdminAsync(database));
        }

        NpgsqlConnection.ClearAllPools();
        return database;
    }
}
