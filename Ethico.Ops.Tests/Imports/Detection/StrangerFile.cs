using System.Globalization;
using System.Text;
using Ethico.Ops.Tests.Imports.Readers;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>Small exports of eight columns, made when a test asks for them, and what may have happened to one on its way.</summary>
internal static class StrangerFile
{
    public static readonly string[] Names = ["Case Number", "Received Date", "Case Status", "Category", "Description", "Date Closed", "Severity", "Location"];

    public static string[] Record(int number) =>
    [
        Say($"K-{number:0000}"), Say($"2024-{(number % 12) + 1:00}-{(number % 28) + 1:00}"), number % 3 == 1 ? "Closed" : "Open", "Fraud",
        Say($"What happened in case {number}, told at \"some\" length"), number % 3 == 1 ? Say($"2025-01-{(number % 28) + 1:00}") : "", "High", Say($"Plant {(number % 2) + 1}"),
    ];

    public static string[][] Table(int records) => [Names, .. Enumerable.Range(1, records).Select(Record)];

    public static string Text(IEnumerable<string[]> rows, char delimiter = ',', string newLine = "\n") =>
        string.Concat(rows.Select(cells => string.Join(delimiter, cells.Select(c => Quoted(c, delimiter))) + newLine));

    public static string Bare(IEnumerable<string[]> rows, char delimiter) => string.Concat(rows.Select(cells => string.Join(delimiter, cells) + "\n"));

    public static byte[] Utf8(string text, bool withMark = false) => [.. withMark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Windows(string text) => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text);

    public static byte[] Json(int records, string? before = null, string? between = null, string? behind = null) => Utf8(
        $"{before ?? "["}\n{string.Join($",\n{between}", Enumerable.Range(1, records).Select(Object))}\n{behind ?? "]"}");

    public static string Object(int number) =>
        System.Text.Json.JsonSerializer.Serialize(Names.Zip(Record(number)).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal));

    /// <param name="row">The cells of a record as they stand in the sheet; left out, texts.</param>
    public static byte[] Sheet(int records, Func<SheetFile, int, string[]>? row = null, string behind = "", Func<int, string>? open = null)
    {
        var file = new SheetFile { Behind = behind };
        string Cells(int line, string[] cells) => $"{open?.Invoke(line) ?? Say($"<row r=\"{line}\">")}{string.Concat(cells)}</row>";
        string[] Texts(int line, string[] cells) => [.. cells.Select((c, i) => file.Text(i, line, c))];
        file.Sheet("Cases", Cells(1, Texts(1, Names)) + string.Concat(Enumerable.Range(1, records).Select(i => Cells(i + 1, row?.Invoke(file, i + 1) ?? Texts(i + 1, Record(i))))));
        return file.Stream().ToArray();
    }

    /// <summary>A record as texts, with one cell written otherwise.</summary>
    public static string[] With(SheetFile file, int line, int column, string cell) =>
        [.. Record(line - 1).Select((c, i) => i == column ? cell : file.Text(i, line, c))];

    private static string Quoted(string cell, char delimiter) =>
        cell.AsSpan().IndexOfAny(delimiter, '"', '\n') < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
