namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// What a spreadsheet makes of a long number: <c>4.56E+11</c>. One digit, perhaps decimals, and an exponent with its plus sign. Another
/// tool may have taken the sign off, but then it may be a code somebody gave (<c>2E05</c>): only the column can tell.
/// </summary>
internal static class PowerOfTen
{
    /// <summary>How many digits stand for nothing any more; null: no such number. 0: it can still be written out.</summary>
    /// <param name="takesBare">Also without the sign.</param>
    public static int? LostDigits(ReadOnlySpan<char> cell, bool takesBare)
    {
        cell = cell.Trim();
        if (cell is ['-', ..])
            cell = cell[1..];
        var e = cell.IndexOfAny('E', 'e');
        if (e < 1 || !char.IsAsciiDigit(cell[0]))
            return null;
        var exponent = cell[(e + 1)..];
        if (exponent is ['+', ..])
            exponent = exponent[1..];
        else if (!takesBare)
            return null;
        if (exponent.Length is < 1 or > 3)
            return null;
        var decimals = cell[1..e];
        // A decimal mark is followed by digits, and digits follow nothing else.
        if (decimals is not [] && (decimals is not ['.' or ',', _, ..] || decimals[1..].ContainsAnyExceptInRange('0', '9')))
            return null;
        return int.TryParse(exponent, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var power)
            ? Math.Max(0, power - Math.Max(0, decimals.Length - 1))
            : null;
    }
}
