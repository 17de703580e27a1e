using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>
/// A private PostgreSQL in a folder of ours, for a portal that was given no server: made on the first start, kept over restarts,
/// stopped with the portal. A server that a killed portal left running is taken over.
/// </summary>
internal sealed partial class LocalPostgres : IAsyncDisposable
{
    public const string DatabaseName = "ethico_ops";

    private readonly DataFolder _folder;
    private readonly ServerFiles _files;
    private readonly PostgresBinaries _binaries;
    private readonly string _stopMode;

    private LocalPostgres(DataFolder folder, ServerFiles files, PostgresBinaries binaries, bool durable, OpsConnections connections)
    {
        _folder = folder;
        _files = files;
        _binaries = binaries;
        _stopMode = durable ? "fast" : "immediate";
        Connections = connections;
    }

    /// <summary>Both logins, to the one database.</summary>
    public OpsConnections Connections { get; }

    /// <summary>The server's process while it runs.</summary>
    public int? ProcessId => _files.RunningProcess();

    /// <summary>Where the server writes its log.</summary>
    public string LogFile => _files.LogFile;

    /// <exception cref="StartRefused">There is no PostgreSQL, the folder is another portal's, or the server does not start.</exception>
    public static async Task<LocalPostgres> StartAsync(LocalPostgresOptions options, ILogger<LocalPostgres> logger, CancellationToken ct)
    {
        var folder = DataFolder.Claim(options.DataPath);
        try
        {
            return await StartAsync(folder, options, logger, ct);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops whatever runs in a folder and removes it with everything in it.</summary>
    /// <exception cref="StartRefused">A living portal holds the folder.</exception>
    public static async Task DiscardAsync(LocalPostgresOptions options, CancellationToken ct)
    {
        using (var folder = DataFolder.Claim(options.DataPath))
        {
            var account = ServerAccount.Current();
            var files = new ServerFiles(await folder.ServerHomeAsync(account, ct), account);
            if (files.RunningProcess() is not null)
                await files.StopAsync(await PostgresBinaries.FindAsync(options.BinariesFolder, options.PackageFolders, files.Major, ct), "immediate", ct);
            files.Discard();
        }

        Directory.Delete(options.DataPath, recursive: true);
    }

    /// <summary>Stops the server and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _files.StopAsync(_binaries, _stopMode, CancellationToken.None);
        _folder.Dispose();
    }

    private static async Task<LocalPostgres> StartAsync(DataFolder folder, LocalPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var account = ServerAccount.Current();
        var home = await folder.ServerHomeAsync(account, ct);
        var files = new ServerFiles(home, account);
        var isFirst = folder.IsUnfinished || !files.HasData;
        var binaries = await PostgresBinaries.FindAsync(options.BinariesFolder, options.PackageFolders, isFirst ? null : files.Major, ct);
        if (!await account.ReachesAsync(binaries.Folder, ct))
            binaries = await CopyAsync(binaries, home, account, ct);

        if (!isFirst && !folder.HasPasswords)
            throw new StartRefused($"The passwords of the portal's database are gone from {folder.Path} (passwords.json): put the file back, or move the folder away to begin with an empty database.");

        if (isFirst)
        {
            await files.StopAsync(binaries, "immediate", ct);
            folder.BeginFirstStart();
            files.Discard();
            LogFirstStart(logger, home, binaries.Major);
            await files.InitialiseAsync(binaries, folder.Passwords().Superuser, options.IsDurable, ct);
        }
        else if (files.RunningProcess() is int leftBehind)
        {
            // Stopped rather than adopted: it may have been started with other settings, and a fast stop takes a moment.
            LogLeftBehind(logger, leftBehind);
            await files.StopAsync(binaries, "fast", ct);
        }

        var place = await files.ConfigureAsync(options, ct);
        await files.StartAsync(binaries, options.Port, ct);
        try
        {
            var connections = Connect(place, folder.Passwords());
            if (isFirst)
            {
                await CreateDatabaseAsync(place, folder.Passwords(), ct);
                folder.EndFirstStart();
            }

            LogRunning(logger, files.RunningProcess(), home, binaries.Folder);
            return new LocalPostgres(folder, files, binaries, options.IsDurable, connections);
        }
        catch
        {
            await files.StopAsync(binaries, "fast", CancellationToken.None);
            throw;
        }
    }

    private static OpsConnections Connect(NpgsqlConnectionStringBuilder place, LocalPasswords passwords) => new(
        new NpgsqlConnectionStringBuilder(place.ConnectionString) { Database = DatabaseName, Username = "ops_app", Password = passwords.App }.ConnectionString,
        new NpgsqlConnectionStringBuilder(place.ConnectionString) { Database = DatabaseName, Username = "postgres", Password = passwords.Superuser }.ConnectionString);

    private static async Task CreateDatabaseAsync(NpgsqlConnectionStringBuilder place, LocalPasswords passwords, CancellationToken ct)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(place.ConnectionString) { Database = "postgres", Username = "postgres", Password = passwords.Superuser };
        await using var connection = await ServerProbe.OpenAsync(maintenance.ConnectionString, ct);

        // The same attributes as in Sql/010-roles.sql, which finds the login here and leaves its password alone. Passwords are our own hexadecimal.
        string[] statements =
        [
            $"create role ops_app login noinherit nosuperuser nocreatedb nocreaterole nobypassrls password '{passwords.App}'",
            $"create database {DatabaseName}",
        ];
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>A package below root's home is closed to the server's user: it gets a copy of its own, once.</summary>
    private static async Task<PostgresBinaries> CopyAsync(PostgresBinaries binaries, string home, ServerAccount account, CancellationToken ct)
    {
        var copy = $"{home}-programs-{binaries.Major}";
        if (!Directory.Exists(copy))
        {
            var (exitCode, output) = await ServerAccount.Ourselves.RunAsync("cp", ["-a", Path.GetDirectoryName(binaries.Folder)!, copy + ".new"], ct);
            if (exitCode != 0)
                throw new StartRefused($"PostgreSQL's programs cannot be copied from {binaries.Folder} to {copy}: {output}");
            Directory.Move(copy + ".new", copy);
        }

        var copied = binaries with { Folder = Path.Combine(copy, Path.GetFileName(binaries.Folder)) };
        return await account.ReachesAsync(copied.Folder, ct)
            ? copied
            : throw new StartRefused($"User {account.Name}, who runs the private PostgreSQL, gets through neither to {binaries.Folder} nor to {copy}: install PostgreSQL for everybody.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "First start: a PostgreSQL {Major} database is made in {Home}")]
    private static partial void LogFirstStart(ILogger logger, string home, int major);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A portal that was killed left its PostgreSQL running (process {ProcessId}): it is stopped")]
    private static partial void LogLeftBehind(ILogger logger, int processId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Private PostgreSQL runs as process {ProcessId} in {Home}, programs from {Programs}")]
    private static partial void LogRunning(ILogger logger, int? processId, string home, string programs);
}
