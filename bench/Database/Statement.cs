using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Ethico.Ops.Bench.Database;

/// <summary>A statement as a store sent it.</summary>
/// <param name="Text">With @name for each parameter.</param>
/// <param name="Parameters">With their types.</param>
internal sealed partial record Statement(string Text, IReadOnlyList<NpgsqlParameter> Parameters)
{
    public static Statement Of(DbCommand command) => new(command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(p => p.Clone())]);

    /// <summary>The statement on a connection, as the store sent it.</summary>
    public NpgsqlCommand On(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Text, connection);
        foreach (var parameter in Parameters)
            command.Parameters.Add(parameter.Clone());
        return command;
    }

    /// <summary>
    /// The same text with its values in place: for pgbench, which prepares it once and plans it for these very values, the
    /// strictest baseline there is.
    /// </summary>
    public string Literal => Name().Replace(Text, match =>
        Parameters.FirstOrDefault(p => string.Equals(p.ParameterName.TrimStart('@'), match.Groups["name"].Value, StringComparison.Ordinal)) is { } parameter
            ? Quote(parameter.Value)
            : match.Value);

    private static string Quote(object? value) => value switch
    {
        null or DBNull => "null",
        bool b => b ? "true" : "false",
        int or long or short => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        Guid id => $"'{id}'::uuid",
        string text => TextLiteral(text) + "::text",
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"'{span.TotalSeconds} seconds'::interval"),
        DateTimeOffset at => $"'{at.UtcDateTime.ToString("yyyy-MM-dd HH", CultureInfo.InvariantCulture)}'::timestamptz",
        Array array => "array[" + string.Join(", ", array.Cast<object?>().Select(Quote)) + "]",
        _ => throw new NotSupportedException($"A parameter of type {value.GetType().Name}."),
    };

    // pgbench reads a colon before a word as a variable of its own.
    private static string TextLiteral(string text) =>
        "E'" + text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace(":", @"\x3a", StringComparison.Ordinal) + "'";

    [GeneratedRegex("@(?<name>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
