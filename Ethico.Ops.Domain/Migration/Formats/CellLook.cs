using System.Buffers;
using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What a cell looks like, by its characters alone; dates are looked at elsewhere. No patterns: a million rows pass here.</summary>
internal static class CellLook
{
    private const int LongestNumber = 40;
    private const int LongestPhone = 30;
    private const int LongestWord = 6;

    private static readonly SearchValues<char> NotInAddress = SearchValues.Create(" \t\r\n,;");

    // migration.md 7.1, parseBoolean.
    private static readonly FrozenSet<string> BooleanWords = new[]
    {
        "yes", "y", "true", "t", "1", "ja", "j", "wahr", "x", "no", "n", "false", "f", "0", "nein", "falsch",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static CellShapes Of(string cell)
    {
        var text = cell.AsSpan().Trim();
        var shapes = CellShapes.None;
        if (text.Length <= LongestWord && BooleanWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text))
            shapes |= CellShapes.Boolean;
        if (IsNumber(text))
            shapes |= CellShapes.Number;
        if (IsEmail(text))
            shapes |= CellShapes.Email;
        if (IsPhone(text))
            shapes |= CellShapes.Phone;
        return shapes;
    }

    /// <summary>Digits with marks between them, a sign before, perhaps an exponent: which mark is the decimal one is asked later.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestNumber)
            return false;
        if (text[0] is '+' or '-')
            text = text[1..];
        var exponent = text.IndexOfAny('e', 'E');
        if (exponent > 0)
        {
            var power = text[(exponent + 1)..].TrimStart("+-");
            if (power.IsEmpty || power.ContainsAnyExceptInRange('0', '9'))
                return false;
            text = text[..exponent];
        }

        var wasDigit = false;
        foreach (var c in text)
        {
            var isDigit = char.IsAsciiDigit(c);
            if (!isDigit && (!wasDigit || c is not ('.' or ',' or '\'' or '’')))
                return false;
            wasDigit = isDigit;
        }

        return wasDigit;
    }

    public static bool IsEmail(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at < 1 || text.Length > 254 || text.ContainsAny(NotInAddress))
            return false;
        var domain = text[(at + 1)..];
        var dot = domain.LastIndexOf('.');
        return dot > 0 && dot < domain.Length - 2 && !domain.Contains('@');
    }

    /// <summary>7 to 15 digits in three groups or behind a plus or bracket: bare digits are numbers, 2023-001 is a case.</summary>
    public static bool IsPhone(ReadOnlySpan<char> text)
    {
        if (text.Length is < 7 or > LongestPhone || (text[0] is not ('+' or '(') && !char.IsAsciiDigit(text[0])))
            return false;
        var (digits, groups, inGroup, wasDigit) = (0, 0, 0, false);
        Span<int> lengths = stackalloc int[LongestPhone];
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                digits++;
                inGroup++;
                wasDigit = true;
                continue;
            }

            if (c is not ('+' or '(' or ')' or '-' or '.' or ' '))
                return false;
            if (wasDigit)
                lengths[groups++] = inGroup;
            (inGroup, wasDigit) = (0, false);
        }

        if (wasDigit)
            lengths[groups++] = inGroup;
        var isSocialSecurity = groups == 3 && lengths[0] == 3 && lengths[1] == 2 && lengths[2] == 4;
        return digits is >= 7 and <= 15 && (text[0] is '+' or '(' || (groups >= 3 && digits >= 9 && !isSocialSecurity));
    }
}
