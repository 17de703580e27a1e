namespace Ethico.Ops.Domain.Migration;

/// <summary>Phone numbers in a cell that is meant to hold one.</summary>
public static class PhoneText
{
    private const int Least = 7;
    private const int Most = 15;

    /// <summary>The first number as + (where written) and digits; whether digits are left over beside it.</summary>
    public static string? First(ReadOnlySpan<char> text, out bool hasMore)
    {
        hasMore = false;
        Span<char> number = stackalloc char[Most + 2];
        string? first = null;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is not '+' && !char.IsAsciiDigit(text[i]))
            {
                i++;
                continue;
            }

            var length = Run(text, ref i, number);
            var digits = length - (number[0] is '+' ? 1 : 0);
            if (first is null && digits is >= Least and <= Most)
                first = number[..length].ToString();
            else if (digits > 0)
                hasMore = true;
        }

        return first;
    }

    // One number: digits with at most three marks between them. After a whole number " / " begins the next; before, it follows the area.
    private static int Run(ReadOnlySpan<char> text, ref int i, Span<char> number)
    {
        var n = 0;
        number[0] = ' ';
        if (text[i] is '+')
            number[n++] = text[i++];
        while (i < text.Length)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                // +49 (0) 171: the 0 is dialled only without the country code.
                var isTrunk = number[0] is '+' && text[i] is '0' && text[i - 1] is '(' && i + 1 < text.Length && text[i + 1] is ')';
                if (!isTrunk && n < number.Length)
                    number[n++] = text[i];
                i++;
                continue;
            }

            var marks = 0;
            while (i + marks < text.Length && IsMark(text[i + marks]))
                marks++;
            var isTwo = marks > 2 && n >= Least && text.Slice(i, marks).Contains('/');
            if (isTwo || marks is 0 or > 3 || i + marks >= text.Length || !char.IsAsciiDigit(text[i + marks]))
                break;
            i += marks;
        }

        return Math.Min(n, number.Length);
    }

    private static bool IsMark(char c) => c is ' ' or '-' or '.' or '/' or '(' or ')' or '\u00A0' or '\u2011' or '\u2013';
}
