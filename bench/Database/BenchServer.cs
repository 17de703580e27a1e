using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ethico.Ops.Bench.Database;

/// <summary>
/// A PostgreSQL of the benchmarks' own in <c>bench/.work</c>, as durable as the product's: a commit waits for the disk. Data sets
/// are databases in it and stay between runs.
/// </summary>
internal static class BenchServer
{
    private static readonly Lazy<Task<LocalPostgres>> Server = new(StartAsync);

    public static string WorkFolder { get; } = Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "bench", ".work");

    public static bool IsStarted => Server.IsValueCreated;

    /// <summary>A data set's anchor file: one file for all would say of each that it lacks the others' checkpoints.</summary>
    public static string AnchorOf(string database) => Path.Combine(WorkFolder, "data", database + ".anchor.jsonl");

    public static async Task<string> AdminAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await Server.Value).Connections.Admin) { Database = database, CommandTimeout = 0 }.ConnectionString;

    public static async Task<string> AppAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await Server.Value).Connections.App) { Database = database }.ConnectionString;

    public static async Task<string?> VersionAsync() => "PostgreSQL " + (await Sql.ValueAsync<string>(await AdminAsync("postgres"), "show server_version"))!.Split(' ')[0];

    public static async Task StopAsync()
    {
        if (!Server.IsValueCreated)
            return;
        NpgsqlConnection.ClearAllPools();
        await (await Server.Value).DisposeAsync();
    }

    private static async Task<LocalPostgres> StartAsync()
    {
        Directory.CreateDirectory(WorkFolder);
        return await LocalPostgres.StartAsync(
            new LocalPostgresOptions(Path.Combine(WorkFolder, "postgres"))
            {
                PackageFolders = [Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), ".data")],
                Settings = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    // A quarter of the memory, as its manual advises; the rest as it comes.
                    ["shared_buffers"] = "4GB",
                    ["effective_cache_size"] = "16GB",
                    ["random_page_cost"] = "1.1",
                    ["max_wal_size"] = "8GB",
                    ["maintenance_work_mem"] = "1GB",
                },
            },
            NullLogger<LocalPostgres>.Instance,
            CancellationToken.None);
    }
}
