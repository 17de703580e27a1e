using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>The database a portal works on, ready: reached, migrated and found safe. Disposing it stops a private server.</summary>
internal sealed class DatabaseStart : IAsyncDisposable
{
    private readonly LocalPostgres? _local;

    private DatabaseStart(OpsConnections connections, LocalPostgres? local)
    {
        Connections = connections;
        _local = local;
    }

    public OpsConnections Connections { get; }

    public bool IsPrivate => _local is not null;

    /// <summary>
    /// Reads <c>ConnectionStrings:Ops</c> and <c>OpsAdmin</c>; without the first, starts a private server
    /// (<c>Ops:DataPath</c>, <c>Ops:DatabasePort</c>, <c>Ops:PostgresFolder</c>). Nobody may be served before <see cref="PrepareAsync"/> is done.
    /// </summary>
    /// <exception cref="StartRefused">The portal cannot serve; the message says why.</exception>
    public static async Task<DatabaseStart> ReachAsync(
        IConfiguration configuration, IHostEnvironment environment, ILoggerFactory loggers, CancellationToken ct)
    {
        if (configuration.GetConnectionString("Ops") is { Length: > 0 } configured)
            return new DatabaseStart(new OpsConnections(configured, configuration.GetConnectionString("OpsAdmin") is { Length: > 0 } admin ? admin : null), null);
        var local = await StartLocalAsync(configuration, environment, loggers, ct);
        return new DatabaseStart(local.Connections, local);
    }

    /// <summary>Migrated, and found safe.</summary>
    /// <exception cref="StartRefused">The portal cannot serve; the message says why.</exception>
    public async Task PrepareAsync(IHostEnvironment environment, ILoggerFactory loggers, CancellationToken ct)
    {
        await MigrateAsync(Connections, new DatabaseMigrator(SchemaMigration.All, loggers.CreateLogger<DatabaseMigrator>()), ct);
        await StartUpSelfTest.RunAsync(Connections.App, environment.IsDevelopment(), ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_local is not null)
            await _local.DisposeAsync();
    }

    /// <summary>Migrates where an admin login is at hand, and otherwise insists that nothing is left to do.</summary>
    internal static async Task MigrateAsync(OpsConnections connections, DatabaseMigrator migrator, CancellationToken ct)
    {
        if (connections.Admin is { } admin)
        {
            if ((await migrator.PendingAsync(admin, ct)).Count > 0)
                await migrator.MigrateAsync(admin, ct);
        }
        else if ((await migrator.PendingAsync(connections.App, ct)).Select(each => each.Id).ToList() is { Count: > 0 } pending)
        {
            throw new StartRefused($"The database still needs {string.Join(", ", pending)}, and no login is configured that may migrate it: set ConnectionStrings:OpsAdmin for one start.");
        }
    }

    private static Task<LocalPostgres> StartLocalAsync(
        IConfiguration configuration, IHostEnvironment environment, ILoggerFactory loggers, CancellationToken ct)
    {
        var dataPath = OpsPaths.DataPath(configuration, environment.ContentRootPath);
        var options = new LocalPostgresOptions(Path.Combine(dataPath, "postgres"))
        {
            Port = configuration.GetValue<int?>("Ops:DatabasePort"),
            BinariesFolder = configuration["Ops:PostgresFolder"] is { Length: > 0 } folder ? Path.GetFullPath(folder, environment.ContentRootPath) : null,
            PackageFolders = [dataPath, Path.Combine(OpsPaths.RepositoryRoot(environment.ContentRootPath), ".data")],
        };
        return LocalPostgres.StartAsync(options, loggers.CreateLogger<LocalPostgres>(), ct);
    }
}
