using System.Globalization;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Support;

/// <summary>
/// A database of its own for one test class, copied from a template: as a class fixture
/// (<c>IClassFixture&lt;TestDatabase&gt;</c>, migrated and empty), or made by <see cref="CreateAsync"/> in a test. Dropped when disposed.
/// Schema <c>platform</c> is tables, or views where the class says so (<see cref="OverViewsAttribute"/>).
/// </summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private static int s_count;

    private readonly string _name = "test_" + Interlocked.Increment(ref s_count).ToString(CultureInfo.InvariantCulture);

    /// <summary>The application's login, <c>ops_app</c>.</summary>
    public string AppConnectionString { get; private set; } = "";

    /// <summary>A superuser: for arranging and for looking behind the doors, never for what is tested.</summary>
    public string AdminConnectionString { get; private set; } = "";

    /// <param name="template">What it is a copy of; <see cref="TestTemplate.Empty"/> if not given.</param>
    public static async Task<TestDatabase> CreateAsync(TestTemplate? template = null)
    {
        var database = new TestDatabase();
        await database.MakeAsync(Chosen(template ?? TestTemplate.Empty).CopyToAsync);
        return database;
    }

    /// <summary>Whatever the class asks for: with schema <c>platform</c> as the migrations make it.</summary>
    internal static async Task<TestDatabase> CreateOverTablesAsync()
    {
        var database = new TestDatabase();
        await database.MakeAsync(TestTemplate.Empty.CopyToAsync);
        return database;
    }

    /// <summary>A database nothing has been migrated in.</summary>
    public static async Task<TestDatabase> CreateBareAsync()
    {
        var database = new TestDatabase();
        await database.MakeAsync(TestTemplate.CreateBareAsync);
        return database;
    }

    /// <summary>On a server of the test's own, which may be killed; it goes with that server and is not disposed.</summary>
    internal static TestDatabase Over(Infrastructure.Postgres.OpsConnections connections) =>
        new() { AppConnectionString = connections.App, AdminConnectionString = connections.Admin! };

    public async ValueTask InitializeAsync() => await MakeAsync(Chosen(TestTemplate.Empty).CopyToAsync);

    public async ValueTask DisposeAsync()
    {
        foreach (var used in (string[])[AppConnectionString, AdminConnectionString])
        {
            await using var connection = new NpgsqlConnection(used);
            NpgsqlConnection.ClearPool(connection);
        }

        await TestTemplate.ExecuteAsync(await PostgresServer.AdminAsync("postgres"), $"drop database if exists {_name} with (force)");
    }

    /// <summary>Stops the database's clock at an instant.</summary>
    public Task SetClockAsync(DateTimeOffset instant) => ExecuteAsync(TestClock.Set, instant.ToUniversalTime());

    /// <summary>Moves the database's clock on (or back), whether it stands or runs.</summary>
    public Task AdvanceAsync(TimeSpan span) => ExecuteAsync(TestClock.Advance, span);

    /// <summary>Lets the database's clock run, from an instant on.</summary>
    public Task RunClockFromAsync(DateTimeOffset instant) => ExecuteAsync(TestClock.Run, instant.ToUniversalTime());

    /// <summary>Gives the database its own clock back.</summary>
    public Task FreeClockAsync() => ExecuteAsync(TestClock.Free);

    /// <summary>One statement as superuser, with positional parameters ($1, $2…); several statements where there are none.</summary>
    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row, as superuser; default where there is no row or a null.</summary>
    public async Task<T?> ValueAsync<T>(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() && !await reader.IsDBNullAsync(0) ? await reader.GetFieldValueAsync<T>(0) : default;
    }

    private static TestTemplate Chosen(TestTemplate template) => PlatformAsViews.AreAsked ? template.OverViews : template;

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }

    private async Task MakeAsync(Func<string, Task> make)
    {
        await make(_name);
        AppConnectionString = await PostgresServer.AppAsync(_name);
        AdminConnectionString = await PostgresServer.AdminAsync(_name);
    }
}
