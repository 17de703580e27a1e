using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>
/// Which rows keep their source cells beside the mapped values: those a person may have to fix. Never those of an anonymous reporter
/// whom the file names (MIG-25), nor of one the reader faulted, nor what PostgreSQL cannot hold: these are read from the file again.
/// </summary>
internal static class KeptCells
{
    public static string[]? Of(RowMapper mapper, SourceRow source)
    {
        var cells = source.Cells;
        if (mapper.HidesCells || source.Faults is not null || mapper.Findings.Items.Count == 0)
            return null;
        var matters = false;
        foreach (var finding in mapper.Findings.Items)
            matters |= finding.Severity is not Severity.Info || finding.SuggestionKind is not SuggestionKind.None;
        return matters && Array.TrueForAll(cells, IsStorable) ? cells : null;
    }

    private static bool IsStorable(string cell) =>
        !cell.Contains('\0', StringComparison.Ordinal) && (cell.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 || HasWholePairs(cell));

    private static bool HasWholePairs(string cell)
    {
        for (var i = 0; i < cell.Length; i++)
        {
            if (char.IsHighSurrogate(cell[i]) && i + 1 < cell.Length && char.IsLowSurrogate(cell[i + 1]))
                i++;
            else if (char.IsSurrogate(cell[i]))
                return false;
        }

        return true;
    }
}
