using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Which of the first lines is the header: all cells text, distinct, most known names (migration.md 4.2).</summary>
/// <param name="At">Index of the record; -1: there is no header.</param>
public sealed record HeaderGuess(int At, double Confidence, string Evidence)
{
    public const int Lines = 20;

    /// <summary>So many of the first lines a person may choose from.</summary>
    public const int Choices = 50;

    private const double MostlyText = 0.8;
    private const int KnownLeast = 3;

    // Longer texts are narratives.
    private const int LongestName = 100;

    /// <param name="records">The first records of the file, as cells.</param>
    /// <param name="fields">The most frequent number of fields of the whole sample.</param>
    /// <param name="isKnown">Whether some source system calls a column so.</param>
    public static HeaderGuess Of(IReadOnlyList<IReadOnlyList<string>> records, int fields, Predicate<string> isKnown)
    {
        var best = records.Take(Lines).Select((cells, at) => new Line(at, cells, fields, isKnown))
            .Where(each => each.IsCandidate)
            .OrderByDescending(each => each.Score).ThenBy(each => each.At)
            .FirstOrDefault();
        if (best is null)
            return new(-1, 0.6, "None of the first lines holds only text: the first one reads like a record.");
        if (best.Known > 0)
            return new(best.At, Math.Min(1, 0.7 + (0.3 * best.Known / best.Filled)), Say($"{best.Known} of {best.Filled} names are known from a source system."));
        return new(best.At, best.Differs(records) ? 0.8 : 0.5, best.Differs(records)
            ? "All its cells are text and no two alike, unlike those below."
            : "All its cells are text and no two alike, but so are those below. See whether the first row is a record.");
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);

    private sealed class Line
    {
        private readonly int texts;
        private readonly int cells;
        private readonly bool isDistinct;
        private readonly bool isWhole;

        public Line(int at, IReadOnlyList<string> record, int fields, Predicate<string> isKnown)
        {
            At = at;
            cells = record.Count;
            var filled = record.Where(each => !string.IsNullOrWhiteSpace(each)).Select(each => each.Trim()).ToList();
            Filled = filled.Count;
            texts = filled.Count(IsText);
            isDistinct = filled.Distinct(StringComparer.OrdinalIgnoreCase).Count() == filled.Count;
            isWhole = record.Count == fields;
            Known = filled.Count(each => each.Length <= LongestName && isKnown(each));
        }

        public int At { get; }

        public int Filled { get; }

        public int Known { get; }

        // A title above the table fills one cell of many; a header names at least half its columns, or is known by its names: one remark
        // far to the right makes a sheet wide.
        public bool IsCandidate => Filled > 0 && (Filled * 2 >= cells || (Known >= KnownLeast && Known * 2 >= Filled)) && (isWhole || Known > 1)
            && (texts == Filled || (Known > 0 && texts >= Filled * MostlyText));

        public int Score => (Known * 4) + (texts == Filled ? 2 : 0) + (isDistinct ? 2 : 0) + (isWhole ? 3 : 0);

        public bool Differs(IReadOnlyList<IReadOnlyList<string>> records) =>
            records.Skip(At + 1).Take(Lines).Any(record => record.Any(cell => !string.IsNullOrWhiteSpace(cell) && !IsText(cell.Trim())));

        private static bool IsText(string cell) =>
            cell.Length <= LongestName && !CellLook.IsNumber(cell) && !CellLook.IsEmail(cell) && !DateText.TryParse(cell, out _);
    }
}
