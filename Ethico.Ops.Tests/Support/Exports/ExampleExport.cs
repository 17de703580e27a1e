using System.Text;
using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Postgres;

namespace Ethico.Ops.Tests.Support.Exports;

/// <summary>An export in Fixtures/Migration: made up, in the shape its system writes. Read by rules of its own, so that a reader's fault shows.</summary>
internal sealed partial class ExampleExport
{
    private static readonly string Folder =
        Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "Ethico.Ops.Tests", "Fixtures", "Migration");

    private ExampleExport(string[] headers, string[][] rows)
    {
        Headers = headers;
        Rows = rows;
    }

    public string[] Headers { get; }

    public string[][] Rows { get; }

    public static string PathOf(string name) => Path.Combine(Folder, name + ".csv");

    public static ExampleExport Read(string name)
    {
        var text = File.ReadAllText(PathOf(name), Encoding.UTF8);
        var delimiter = text[..text.IndexOf('\n', StringComparison.Ordinal)].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var records = Records(text, delimiter).ToArray();
        return new ExampleExport(records[0], records[1..]);
    }

    public SourceColumn[] Columns() =>
        [.. Headers.Select((header, i) => new SourceColumn(header, ShapeOf([.. Rows.Select(r => r[i])])))];

    public string[] Values(string header) => [.. Rows.Select(r => r[Array.IndexOf(Headers, header)])];

    public static ColumnShape ShapeOf(params string[] cells)
    {
        var filled = cells.Where(c => c.Length > 0).ToArray();
        double Share(Regex shape) => filled.Length is 0 ? 0 : (double)filled.Count(c => shape.IsMatch(c)) / filled.Length;
        return new ColumnShape(
            cells.Length, filled.Length, filled.Distinct(StringComparer.Ordinal).Count(), filled.Length is 0 ? 0 : filled.Average(c => c.Length),
            Share(Email()), Share(Phone()), Share(Date()), Share(Number()), Share(Boolean()),
            ValueSuggestions.StatusShare(filled.GroupBy(c => c, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))));
    }

    private static IEnumerable<string[]> Records(string text, char delimiter)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' && quoted && i + 1 < text.Length && text[i + 1] is '"')
                cell.Append(text[i++]);
            else if (c is '"')
                quoted = !quoted;
            else if (!quoted && (c == delimiter || c is '\n'))
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c is '\n')
                {
                    yield return [.. cells];
                    cells.Clear();
                }
            }
            else
                cell.Append(c);
        }
    }

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Email();

    [GeneratedRegex(@"^\+?\d[\d ()-]{6,}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2}(T.*)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"^-?\d+(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("^(yes|no|ja|nein|true|false|y|n)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Boolean();
}
