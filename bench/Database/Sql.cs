using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Ethico.Ops.Bench.Database;

/// <summary>Statements as superuser: for building data sets and for looking behind the doors.</summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Texts of this program on databases of its own.")]
internal static class Sql
{
    public static async Task ExecuteAsync(string connection, string sql, params object[] values)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = Command(open, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T?> ValueAsync<T>(string connection, string sql, params object[] values)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = Command(open, sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() && !await reader.IsDBNullAsync(0) ? await reader.GetFieldValueAsync<T>(0) : default;
    }

    public static async Task<IReadOnlyList<T>> ValuesAsync<T>(string connection, string sql, params object[] values)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = Command(open, sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        List<T> all = [];
        while (await reader.ReadAsync())
            all.Add(await reader.GetFieldValueAsync<T>(0));
        return all;
    }

    /// <summary>A file of bench/Data.</summary>
    public static async Task<string> TextAsync(string name)
    {
        await using var stream = typeof(Sql).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }
}
