namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Cells of an exported file that no spreadsheet evaluates (ASVS 1.2.10), and back, cell for cell: what begins with = + - @, tab or a
/// line break gets one apostrophe unless it is a plain negative number; so does what already begins with apostrophes before such a
/// character, or taking one off again would lose the source's own.
/// </summary>
public static class FormulaText
{
    public static string Protect(string cell) => IsDangerous(cell) && !IsPlainNumber(cell) ? "'" + cell : cell;

    /// <summary>Takes off exactly the apostrophe that <see cref="Protect"/> put there.</summary>
    public static string Unprotect(string cell) => cell.StartsWith('\'') && IsDangerous(cell) ? cell[1..] : cell;

    private static bool IsDangerous(ReadOnlySpan<char> cell)
    {
        var rest = cell.TrimStart('\'');
        return !rest.IsEmpty && rest[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n';
    }

    // A plus sign is kept from the spreadsheet, which would drop it: +49 30 … is a phone number.
    private static bool IsPlainNumber(ReadOnlySpan<char> cell) =>
        cell[0] is '-' && cell.Length > 1 && char.IsAsciiDigit(cell[1])
        && (NumberText.Read(cell, DecimalMark.Point) ?? NumberText.Read(cell, DecimalMark.Comma)) is not null;
}
