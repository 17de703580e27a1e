using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Harness;
using Npgsql;

namespace Ethico.Ops.Bench.Database;

/// <summary>PostgreSQL's own load driver.</summary>
internal static class Pgbench
{
    /// <summary>
    /// Runs one process a client, each with scripts of its own (an operator's statements), all at once. Answers every transaction's
    /// milliseconds.
    /// </summary>
    /// <param name="connection">Where, and as whom.</param>
    /// <param name="clients">For each client its scripts; a transaction takes one by chance.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="ct">Ends the processes.</param>
    public static async Task<Sample> RunAsync(string connection, IReadOnlyList<IReadOnlyList<string>> clients, int seconds, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        try
        {
            var runs = await Task.WhenAll(clients.Select((scripts, client) => ClientAsync(connection, folder, client, scripts, seconds, ct)));
            return new Sample(runs.SelectMany(run => run));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<double>> ClientAsync(
        string connection, string folder, int client, IReadOnlyList<string> scripts, int seconds, CancellationToken ct)
    {
        var place = new NpgsqlConnectionStringBuilder(connection);
        var prefix = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"log{client}"));
        var start = new ProcessStartInfo(Program()) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = place.Password;
        foreach (var argument in (string[])
            ["-h", place.Host!, "-p", Text(place.Port), "-U", place.Username!, "-n", "-M", "prepared", "-c", "1", "-T", Text(seconds),
             "-l", "--log-prefix", prefix, "--random-seed", Text(client + 1)])
            start.ArgumentList.Add(argument);
        for (var i = 0; i < scripts.Count; i++)
        {
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"c{client}s{i}.sql"));
            await File.WriteAllTextAsync(file, scripts[i], ct);
            start.ArgumentList.Add("-f");
            start.ArgumentList.Add(file);
        }

        start.ArgumentList.Add(place.Database!);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0 || errors.Contains("ERROR", StringComparison.Ordinal))
            throw new InvalidOperationException($"pgbench failed: {errors}\n{await output}");

        // client, transaction, microseconds, script, epoch, µs
        return
        [
            .. Directory.EnumerateFiles(folder, Path.GetFileName(prefix) + ".*").SelectMany(File.ReadLines)
                .Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1000),
        ];
    }

    private static string Program()
    {
        const string usual = "/usr/lib/postgresql";
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists(usual) ? Directory.EnumerateDirectories(usual).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : []);
        return places.Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("There is no pgbench on PATH: install PostgreSQL's client programs (Debian: postgresql-contrib or postgresql-15).");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
