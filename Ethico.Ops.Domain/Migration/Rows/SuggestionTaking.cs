namespace Ethico.Ops.Domain.Migration;

/// <summary>What taking a suggestion puts where: cells by their column, column 0 for the case's notes.</summary>
public static class SuggestionTaking
{
    /// <param name="cells">The row's, with the fixes that stand.</param>
    /// <param name="notes">What stands in column 0 already.</param>
    /// <param name="suggested">For <see cref="SuggestionKind.SetCell"/>.</param>
    /// <param name="limit">Characters of the target the column feeds.</param>
    public static IReadOnlyList<(int Column, string Value)> Of(
        SuggestionKind kind, int column, string[] cells, string header, string? notes, string? suggested, int? limit, IReadOnlySet<int> identity, SensitiveFinder finder)
    {
        var cell = column == 0 || cells.Length == 0 ? "" : cells[column - 1];
        switch (kind)
        {
            case SuggestionKind.SetCell when column > 0 && suggested is not null:
                return [(column, suggested)];
            case SuggestionKind.PlaceSurplus or SuggestionKind.PlaceGap when suggested is not null:
                return [(RowFixes.RowPlace, suggested)];
            case SuggestionKind.MoveToNotes when column > 0:
                return [(column, ""), (0, Noted(notes, header, cell))];
            case SuggestionKind.MoveRestToNotes when column > 0 && limit is { } most && cell.Length > most:
                var at = char.IsHighSurrogate(cell[most - 1]) ? most - 1 : most;
                return [(column, cell[..at]), (0, Noted(notes, header, cell[at..]))];
            case SuggestionKind.Mask when column > 0:
                return [(column, finder.Mask(cell, SensitiveKinds.All))];
            case SuggestionKind.StripMarkup when column > 0:
                return [(column, Markup.Strip(cell))];
            case SuggestionKind.DropIdentity:
                return [.. identity.Order().Select(c => (c, ""))];
            default:
                return [];
        }
    }

    private static string Noted(string? notes, string header, string text) => notes is null ? $"{header}: {text}" : $"{notes}\n{header}: {text}";
}
