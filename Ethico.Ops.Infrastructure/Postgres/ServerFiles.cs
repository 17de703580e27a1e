using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>One server's files and its process: made, configured, started and stopped by its own id, under its own user.</summary>
internal sealed class ServerFiles(string home, ServerAccount account)
{
    // A socket's address has room for 107 bytes on Linux and 103 on macOS, file name included.
    private const int LongestSocketFolder = 103 - 16;

    public string Data { get; } = Path.Combine(home, "data");

    public string LogFile { get; } = Path.Combine(home, "server.log");

    public bool HasData => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>The version that made the data, or null before the first start.</summary>
    public int? Major =>
        HasData && int.TryParse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;

    private string PidFile => Path.Combine(Data, "postmaster.pid");

    private string SocketFolder
    {
        get
        {
            var beside = Path.Combine(home, "socket");
            return Encoding.UTF8.GetByteCount(beside) <= LongestSocketFolder
                ? beside
                : Path.Combine(OperatingSystem.IsMacOS() ? "/tmp" : Path.GetTempPath(), "ethico-ops-" + DataFolder.Name(home));
        }
    }

    /// <summary>The server's process id while it runs, whoever started it.</summary>
    public int? RunningProcess()
    {
        if (!File.Exists(PidFile) || !int.TryParse(File.ReadLines(PidFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;

        // The number may be somebody else's by now: after a reboot it usually is.
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return File.ReadAllText($"/proc/{id}/cmdline").Contains(Data, StringComparison.Ordinal) ? id : null;
            }
            catch (IOException)
            {
                return null;
            }
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName.Contains("postgres", StringComparison.OrdinalIgnoreCase) ? id : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public async Task InitialiseAsync(PostgresBinaries binaries, string superuserPassword, bool durable, CancellationToken ct)
    {
        Directory.CreateDirectory(home);
        var passwordFile = Path.Combine(home, "password");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var writer = new StreamWriter(passwordFile, options))
                await writer.WriteLineAsync(superuserPassword);
            await account.OwnAsync(home, ct);

            List<string> arguments =
            [
                "--pgdata", Data, "--username", "postgres", "--auth", "scram-sha-256", "--pwfile", passwordFile,
                "--encoding", "UTF8", .. Locale(binaries.Major),
            ];
            if (!durable)
                arguments.Add("--no-sync");
            var (exitCode, output) = await account.RunAsync(binaries.Program("initdb"), arguments, ct);
            if (exitCode != 0)
                throw new StartRefused($"PostgreSQL cannot make its database in {Data}: {LastLine(output)}");
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <summary>Writes the whole configuration, so that no edit and no older version of it survives.</summary>
    /// <returns>Where to connect to.</returns>
    public async Task<NpgsqlConnectionStringBuilder> ConfigureAsync(LocalPostgresOptions options, CancellationToken ct)
    {
        var port = options.Port ?? (OperatingSystem.IsWindows() ? FreePort() : null);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = port is null ? "" : "127.0.0.1",
            ["port"] = (port ?? 5432).ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = OperatingSystem.IsWindows() ? "" : SocketFolder,
            ["max_connections"] = "200",
            ["password_encryption"] = "scram-sha-256",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_checkpoints"] = "off",
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;

        var text = new StringBuilder("# Written by the portal at every start.\n");
        foreach (var (name, value) in settings)
            text.Append(CultureInfo.InvariantCulture, $"{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'\n");
        await File.WriteAllTextAsync(Path.Combine(Data, "postgresql.conf"), text.ToString(), ct);

        if (!OperatingSystem.IsWindows())
        {
            // A name anybody can guess in a folder anybody can write to: never follow a link that waits there.
            if (new DirectoryInfo(SocketFolder).LinkTarget is not null)
                throw new StartRefused($"{SocketFolder}, where the private PostgreSQL would put its socket, is a link: remove it.");
            Directory.CreateDirectory(SocketFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await account.OwnAsync(SocketFolder, ct);
            await account.OwnAsync(home, ct);
        }

        return new NpgsqlConnectionStringBuilder
        {
            Host = port is null ? SocketFolder : "127.0.0.1",
            Port = port ?? 5432,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            Timeout = 5,
        };
    }

    public async Task StartAsync(PostgresBinaries binaries, int? port, CancellationToken ct)
    {
        if (port is int taken && !IsFree(taken))
            throw new StartRefused($"Port {taken}, on which the private PostgreSQL would listen, is taken: stop what listens there, or set Ops:DatabasePort to another.");

        if (RunningProcess() is null)
            File.Delete(PidFile);

        for (var attempt = 0; ; attempt++)
        {
            if (new FileInfo(LogFile) is { Exists: true, Length: > 10 * 1024 * 1024 } log)
                log.Delete();
            var logged = new FileInfo(LogFile) is { Exists: true } before ? before.Length : 0;

            var (exitCode, output) = await account.RunAsync(
                binaries.Program("pg_ctl"), ["start", "--wait", "--timeout", "60", "--silent", "--pgdata", Data, "--log", LogFile], ct);
            if (exitCode == 0)
                return;

            var cause = Cause(logged) ?? LastLine(output);

            // After a kill -9 of the server its children take a moment to notice.
            if (attempt >= 40 || !(cause.Contains("shared memory block", StringComparison.Ordinal) || cause.Contains("lock file", StringComparison.Ordinal)))
                throw new StartRefused($"The private PostgreSQL does not start: {cause} (more in {LogFile}).");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, ct);
        }
    }

    /// <summary>Stops the server of this folder, if it runs, and waits for its end.</summary>
    /// <param name="binaries">Whose <c>pg_ctl</c> to use.</param>
    /// <param name="mode"><c>fast</c>, or <c>immediate</c> where nothing of it is kept.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async Task StopAsync(PostgresBinaries binaries, string mode, CancellationToken ct)
    {
        if (RunningProcess() is null)
            return;

        var (exitCode, output) = await account.RunAsync(
            binaries.Program("pg_ctl"), ["stop", "--wait", "--timeout", "30", "--silent", "--mode", mode, "--pgdata", Data], ct);
        if (exitCode != 0 && RunningProcess() is int id)
            throw new StartRefused($"The PostgreSQL with process id {id} in {Data} does not stop: {LastLine(output)}");
    }

    /// <summary>Throws away what a first start that broke off has left.</summary>
    public void Discard()
    {
        if (Directory.Exists(home))
            Directory.Delete(home, recursive: true);
        if (Directory.Exists(SocketFolder))
            Directory.Delete(SocketFolder, recursive: true);
    }

    /// <summary>UTF-8 with case rules for every letter, and an order that no update of the system's libraries changes.</summary>
    private static IEnumerable<string> Locale(int major)
    {
        var system = OperatingSystem.IsLinux() ? "C.UTF-8" : OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C";
        return major >= 17
            ? ["--locale", system, "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
            : ["--locale", system];
    }

    private string? Cause(long logged)
    {
        if (!File.Exists(LogFile))
            return null;

        using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(Math.Min(logged, log.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        var lines = reader.ReadToEnd().Split('\n');
        return Array.Find(lines, line => line.Contains("FATAL:", StringComparison.Ordinal)) is { } fatal
            ? fatal[(fatal.IndexOf("FATAL:", StringComparison.Ordinal) + 6)..].Trim()
            : null;
    }

    private static string LastLine(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it gives no reason";

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
