using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ethico.Ops.Bench.Database;

/// <summary>A database with the product's own schema and a named content, made once and kept for later runs.</summary>
internal static class Dataset
{
    /// <param name="name">Of the content and its scale, in lower case.</param>
    /// <param name="options">Its scale: 1 is the size of quality.md.</param>
    /// <param name="fill">Gets the superuser's connection string to the migrated database.</param>
    /// <returns>The database's name.</returns>
    public static async Task<string> EnsureAsync(string name, RunOptions options, Func<string, Task> fill)
    {
        // Another schema is another data set: what was made under an older one would be measured with it.
        var series = string.Create(CultureInfo.InvariantCulture, $"{name}_{options.Scale * 1000:F0}_");
        var database = series + SchemaMark();
        var maintenance = await BenchServer.AdminAsync("postgres");
        if (await Sql.ValueAsync<bool>(maintenance, "select exists (select from pg_database where datname = $1)", database))
            return database;

        var earlier = await Sql.ValuesAsync<string>(maintenance, "select datname::text from pg_database where starts_with(datname, $1)", series);
        if (options.Keeps && earlier.FirstOrDefault(kept => !kept.EndsWith("_making", StringComparison.Ordinal)) is { } kept)
            return kept;
        foreach (var older in earlier)
            await Sql.ExecuteAsync(maintenance, $"drop database {older} with (force)");

        var begun = Stopwatch.GetTimestamp();
        Console.WriteLine($"  data set {database} is made");
        var making = database + "_making";
        await Sql.ExecuteAsync(maintenance, $"drop database if exists {making} with (force)");
        await Sql.ExecuteAsync(maintenance, $"create database {making} template template0");
        var admin = await BenchServer.AdminAsync(making);
        await new DatabaseMigrator(SchemaMigration.All, NullLogger<DatabaseMigrator>.Instance).MigrateAsync(admin, CancellationToken.None);
        // Twenty clients of one benchmark are no flood: the limits are tried elsewhere.
        await Sql.ExecuteAsync(admin, "update access.rate_rule set capacity = 1000000000, span = interval '1 minute'");
        await fill(admin);
        await Sql.ExecuteAsync(admin, "vacuum (analyze)");
        await Sql.ExecuteAsync(admin, "checkpoint");
        NpgsqlConnection.ClearAllPools();
        Directory.CreateDirectory(Path.GetDirectoryName(BenchServer.AnchorOf(database))!);
        File.Delete(BenchServer.AnchorOf(database));
        await Sql.ExecuteAsync(maintenance, $"alter database {making} rename to {database}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  made in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s"));
        return database;
    }

    private static string SchemaMark() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(SchemaMigration.All.Select(migration => migration.Checksum)))).AsSpan(0, 3));
}
