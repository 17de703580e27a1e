using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The final names of columns: empty ones get their place, repeated ones a number, so that none is ever lost behind another.</summary>
public static class ColumnNames
{
    private const int Longest = 200;

    /// <summary>Names that differ only in case, blanks or marks count as repeated: what compares names later would see one.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string?> header)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return header.Select((cell, at) => Free(Clean(cell) is { Length: > 0 } name ? name : Say($"Column {at + 1}"), taken)).ToList();
    }

    /// <summary>C1, C2 and so on, for a file without a header.</summary>
    public static IReadOnlyList<string> Numbered(int count) => Enumerable.Range(1, count).Select(each => Say($"C{each}")).ToList();

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var n = 2; !taken.Add(Compared(free)); n++)
            free = Say($"{name} ({n})");
        return free;
    }

    private static string Compared(string name) => NameFolding.Fold(name) is { Length: > 0 } folded ? folded : name;

    // Line breaks and marks nobody sees are no part of a name.
    private static string Clean(string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell))
            return "";
        var seen = new string([.. cell.Where(c => char.GetUnicodeCategory(c) is not UnicodeCategory.Format).Select(c => char.IsControl(c) ? ' ' : c)]);
        seen = WholeText.Of(seen);
        var name = string.Join(' ', seen.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return WholeText.Cut(name, Longest);
    }

    private static string Say(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
