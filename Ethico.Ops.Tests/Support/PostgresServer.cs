using System.Globalization;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: Xunit.AssemblyFixture(typeof(PostgresServerEnd))]

namespace Ethico.Ops.Tests.Support;

/// <summary>One PostgreSQL for the whole test run, private to it, started by the first test that needs it.</summary>
internal static class PostgresServer
{
    private static readonly Lazy<Task<LocalPostgres>> Server = new(StartAsync);

    /// <summary>Where every run has a folder of its own.</summary>
    private static string Runs { get; } = Path.Combine(Path.GetTempPath(), "ethico-ops-tests");

    /// <summary>A superuser's connection string, to the database named.</summary>
    public static async Task<string> AdminAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await Server.Value).Connections.Admin) { Database = database }.ConnectionString;

    /// <summary>The application's connection string, to the database named.</summary>
    public static async Task<string> AppAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await Server.Value).Connections.App) { Database = database }.ConnectionString;

    public static async Task StopAsync()
    {
        if (!Server.IsValueCreated)
            return;

        NpgsqlConnection.ClearAllPools();
        await (await Server.Value).DisposeAsync();
        try
        {
            Directory.Delete(OwnFolder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another run that starts now sweeps what no living run holds, this folder included.
        }
    }

    private static string OwnFolder { get; } = Path.Combine(Runs, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where the repository keeps the npm packages, seen from the folder the tests run in.</summary>
    public static string PackageFolder { get; } = Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), ".data");

    private static async Task<LocalPostgres> StartAsync()
    {
        Directory.CreateDirectory(Runs);
        await SweepAsync();
        var server = await LocalPostgres.StartAsync(Options(OwnFolder), NullLogger<LocalPostgres>.Instance, CancellationToken.None);

        // A run that is told to end (SIGTERM) skips the fixtures but not this.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
        return server;
    }

    /// <summary>Nothing here outlives a run, so nothing is synced to disk; statistics change only when a test asks for them.</summary>
    public static LocalPostgresOptions Options(string folder) => new(folder)
    {
        IsDurable = false,
        PackageFolders = [PackageFolder],
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["fsync"] = "off",
            ["synchronous_commit"] = "off",
            ["full_page_writes"] = "off",
            ["wal_level"] = "minimal",
            ["max_wal_senders"] = "0",
            ["max_connections"] = "400",
            ["autovacuum"] = "off",
            ["max_wal_size"] = "4GB",
        },
    };

    /// <summary>Stops and removes what killed runs have left. A folder that a living run holds refuses, and is left alone.</summary>
    private static async Task SweepAsync()
    {
        foreach (var left in Directory.EnumerateDirectories(Runs))
        {
            try
            {
                if (Directory.Exists(Path.Combine(left, "server", "data")))
                    await LocalPostgres.DiscardAsync(Options(left), CancellationToken.None);
            }
            catch (Exception fault) when (fault is StartRefused or DirectoryNotFoundException)
            {
                // Another run's, and alive; or another run sweeps the same leavings.
            }
        }
    }
}

/// <summary>Stops the server after the last test.</summary>
public sealed class PostgresServerEnd : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await PostgresServer.StopAsync();
}
