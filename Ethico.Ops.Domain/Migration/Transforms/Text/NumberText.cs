using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Numbers under a stated decimal mark. Group marks (the other mark, a blank, an apostrophe) stand only between three digits, one kind
/// per number; a group after a lone 0 is no number, since 0,123 is never a hundred and twenty-three. Exact or nothing: what a decimal
/// would round is out of range.
/// </summary>
public static class NumberText
{
    private const int DigitsMost = 28;
    private const int Longest = 60;

    public static decimal? Read(ReadOnlySpan<char> text, DecimalMark mark)
    {
        var rest = text.Trim();
        if (rest.IsEmpty || rest.Length > Longest)
            return null;
        Span<char> plain = stackalloc char[Longest + 1];
        var n = 0;
        if (rest[0] is '-' or '−' or '+')
        {
            plain[n++] = rest[0] is '+' ? '+' : '-';
            rest = rest[1..];
        }

        if (!Whole(ref rest, mark, plain, ref n) || !Fraction(ref rest, mark, plain, ref n, out var places) || !Exponent(rest, plain, ref n, out var exponent))
            return null;
        if (!decimal.TryParse(plain[..n], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
            return null;
        if (!IsExact(plain[..n], places - exponent))
            return null;
        return number == 0m ? 0m : number;
    }

    /// <summary>With a decimal point, without groups.</summary>
    public static string Plain(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Write(decimal number, DecimalMark mark) =>
        mark is DecimalMark.Point ? Plain(number) : Plain(number).Replace('.', ',');

    private static bool Whole(ref ReadOnlySpan<char> rest, DecimalMark mark, scoped Span<char> plain, ref int n)
    {
        var digits = Digits(rest);
        var isLoneZero = digits == 1 && rest[0] is '0';
        Take(ref rest, digits, plain, ref n);
        if (rest.IsEmpty || !IsGroup(rest[0], mark))
            return digits > 0 || (!rest.IsEmpty && rest[0] == Sign(mark));
        if (digits is < 1 or > 3 || isLoneZero)
            return false;
        var group = rest[0];
        while (!rest.IsEmpty && rest[0] == group)
        {
            rest = rest[1..];
            if (Digits(rest) != 3)
                return false;
            Take(ref rest, 3, plain, ref n);
        }

        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<char> rest, DecimalMark mark, scoped Span<char> plain, ref int n, out int places)
    {
        places = 0;
        if (rest.IsEmpty || rest[0] != Sign(mark))
            return true;
        rest = rest[1..];
        plain[n++] = '.';
        places = Digits(rest);
        Take(ref rest, places, plain, ref n);
        return places > 0;
    }

    private static bool Exponent(ReadOnlySpan<char> rest, scoped Span<char> plain, ref int n, out int exponent)
    {
        exponent = 0;
        if (rest.IsEmpty)
            return true;
        if (rest[0] is not ('e' or 'E') || rest.Length is < 2 or > 5
            || !int.TryParse(rest[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;
        rest.CopyTo(plain[n..]);
        n += rest.Length;
        return true;
    }

    private static bool IsExact(ReadOnlySpan<char> plain, int scale)
    {
        var end = plain.IndexOfAny('e', 'E');
        var mantissa = (end < 0 ? plain : plain[..end]).TrimStart("+-0.");
        var digits = 0;
        foreach (var c in mantissa)
            if (char.IsAsciiDigit(c))
                digits++;
        return digits == 0 || (digits <= DigitsMost && scale <= DigitsMost);
    }

    private static char Sign(DecimalMark mark) => mark is DecimalMark.Point ? '.' : ',';

    private static bool IsGroup(char c, DecimalMark mark) =>
        c == (mark is DecimalMark.Point ? ',' : '.') || c is ' ' or '\u00A0' or '\u202F' or '\'' or '’';

    private static int Digits(ReadOnlySpan<char> rest)
    {
        var n = 0;
        while (n < rest.Length && char.IsAsciiDigit(rest[n]))
            n++;
        return n;
    }

    private static void Take(ref ReadOnlySpan<char> rest, int digits, scoped Span<char> plain, ref int n)
    {
        rest[..digits].CopyTo(plain[n..]);
        n += digits;
        rest = rest[digits..];
    }
}
