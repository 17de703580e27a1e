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
    public static int Of(IReadOnlyList<SourceRow> last, int ragged, int rows)
    {
        var footer = 0;
        for (var i = last.Count - 1; i >= 0; i--)
        {
            var isShort = last[i].Faults?.Any(fault => fault.Code is "MIG-FIL-005") is true && ragged <= Most && rows > ragged * 2;
            if (!isShort && !SaysTotal(last[i]))
                break;
            footer++;
        }

        return footer == rows ? 0 : footer;
    }

    // A row of totals fills few cells; a case may well be called Total.
    private static bool SaysTotal(SourceRow row)
    {
        var filled = row.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
        if (filled.Count == 0 || filled[0].Length > 100 || (row.Cells.Length > 3 && filled.Count * 2 > row.Cells.Length))
            return false;
        var words = NameFolding.Fold(filled[0]).Split(' ');
        return Words.Contains(words[0]) || (words.Length > 1 && words[0] is "grand" && Words.Contains(words[1]))
            || (words.Length == 2 && int.TryParse(words[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _) && Words.Contains(words[1]));
    }
}
