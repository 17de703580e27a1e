using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// Reads the revenue feed: comma-separated, quotes as in RFC 4180, five columns by name. A line that cannot be read is refused with
/// its number and the reason, the others stand (client-success.md 7).
/// </summary>
public static class FeedFile
{
    public const int BytesMost = 5 * 1024 * 1024;
    public const int RowsMost = 20_000;

    private static readonly string[] Columns = ["client", "arr", "currency", "renewal", "as_of"];

    public static Outcome<(IReadOnlyList<FeedRow> Rows, IReadOnlyList<FeedFault> Faults)> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return HealthRefusals.Wrong("file", "The file is empty.");
        if (System.Text.Encoding.UTF8.GetByteCount(text) > BytesMost)
            return HealthRefusals.Wrong("file", "The file is larger than 5 MB.");
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var head = Cells(lines[0])?.Select(c => c.Trim().ToLowerInvariant()).ToList();
        if (head is null || Columns.FirstOrDefault(c => !head.Contains(c, StringComparer.Ordinal)) is not null)
            return HealthRefusals.Wrong("file", "The first line names the columns: client, arr, currency, renewal, as_of.");
        if (lines.Skip(1).Count(l => l.Length > 0) > RowsMost)
            return HealthRefusals.Wrong("file", "The file has more than 20,000 rows.");

        var place = Columns.Select(c => head.IndexOf(c)).ToArray();
        List<FeedRow> rows = [];
        List<FeedFault> faults = [];
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            if (Cells(lines[i]) is not { } cells || cells.Count != head.Count)
                faults.Add(new(i + 1, "This line has another number of columns than the first."));
            else
                Add(i + 1, [.. place.Select(p => cells[p].Trim())]);
        }

        return Outcome.Of<(IReadOnlyList<FeedRow>, IReadOnlyList<FeedFault>)>((rows, faults));

        void Add(int line, string[] c)
        {
            if (c[0].Length is 0 or > 253)
                faults.Add(new(line, "No tenant id or domain."));
            else if (!decimal.TryParse(c[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var arr) || arr < 0m || arr >= 1_000_000_000_000m || decimal.Round(arr, 2) != arr)
                faults.Add(new(line, "ARR is a number from 0, with a point and at most two decimals."));
            else if (c[2].Length != 3 || !c[2].All(char.IsAsciiLetterUpper))
                faults.Add(new(line, "The currency is three capital letters, such as USD."));
            else if (c[3].Length > 0 && !IsDay(c[3], out _))
                faults.Add(new(line, "The renewal is a day such as 2027-03-31, or empty."));
            else if (!IsDay(c[4], out var asOf))
                faults.Add(new(line, "As-of is a day such as 2026-06-01."));
            else
                rows.Add(new(line, c[0].ToLowerInvariant(), arr, c[2], c[3].Length > 0 && IsDay(c[3], out var renewal) ? renewal : null, asOf));
        }

        static bool IsDay(string cell, out DateOnly day) => DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static List<string>? Cells(string line)
    {
        List<string> cells = [];
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[++i]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(c);
        }

        cells.Add(cell.ToString());
        return quoted ? null : cells;
    }
}
