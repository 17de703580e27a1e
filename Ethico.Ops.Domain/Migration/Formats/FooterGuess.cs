using System.Collections.Frozen;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>How many of the last rows are totals and the like (migration.md 4.2): proposed, never dropped unseen.</summary>
public static class FooterGuess
{
    public const int Most = 5;

    // First words of a last line, in English and German.
    private static readonly FrozenSet<string> Words = new[]
    {
        "total", "totals", "records", "rows", "count", "sum", "summe", "gesamt", "gesamtsumme", "anzahl", "datensaetze", "zeilen",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="last">The last rows of the file in their order, at most <see cref="Most"/>.</param>
    /// <param name="ragged">Rows of the whole file that have fewer cells: where that is usual it says nothing.</param>
    /// <returns>How many, and the line of one that may as well be a record that was cut off.</returns>
    public static (int Rows, long? Cut) Of(IReadOnlyList<SourceRow> last, int ragged, int rows)
    {
        var (footer, cut) = (0, (long?)null);
        for (var i = last.Count - 1; i >= 0; i--)
        {
            var isShort = last[i].Faults?.Any(fault => fault.Code is "MIG-FIL-005") is true && ragged <= Most && rows > ragged * 2;
            var isTotal = SaysTotal(last[i]);
            if (!isShort && !isTotal)
                break;
            footer++;
            // A closing remark stands in one cell.
            if (!isTotal && last[i].Cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) > 1)
                cut = last[i].Line;
        }

        return footer == rows ? (0, null) : (footer, cut);
    }

    // A row of totals fills few cells; a case may well be called Total.
    internal static bool SaysTotal(SourceRow row)
    {
        // Every row of a run passes here: most are told by how many cells they fill.
        var (filled, first) = (0, "");
        foreach (var cell in row.Cells)
        {
            if (string.IsNullOrWhiteSpace(cell))
                continue;
            first = filled == 0 ? cell : first;
            filled++;
        }

        if (filled == 0 || first.Length > 100 || (row.Cells.Length > 3 && filled * 2 > row.Cells.Length))
            return false;
        var words = NameFolding.Fold(first).Split(' ');
        return Words.Contains(words[0]) || (words.Length > 1 && words[0] is "grand" && Words.Contains(words[1]))
            || (words.Length == 2 && int.TryParse(words[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _) && Words.Contains(words[1]));
    }
}
