namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// What a spreadsheet makes of a long number: <c>4.56E+11</c>. One digit, perhaps decimals, and an exponent with its plus sign; a code
/// somebody gave (<c>2E05</c>) has none.
/// </summary>
internal static class PowerOfTen
{
    /// <summary>How many digits stand for nothing any more; null: no such number. 0: it can still be written out.</summary>
    public static int? LostDigits(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        if (cell is ['-', ..])
            cell = cell[1..];
        var e = cell.IndexOfAny('E', 'e');
        if (e < 1 || cell.Length - e is < 3 or > 5 || cell[e + 1] != '+' || !char.IsAsciiDigit(cell[0]))
            return null;
        var decimals = cell[1..e];
        // A decimal mark is followed by digits, and digits follow nothing else.
        if (decimals is not [] && (decimals is not ['.' or ',', _, ..] || decimals[1..].ContainsAnyExceptInRange('0', '9')))
            return null;
        return int.TryParse(cell[(e + 2)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var power)
            ? Math.Max(0, power - Math.Max(0, decimals.Length - 1))
            : null;
    }
}
