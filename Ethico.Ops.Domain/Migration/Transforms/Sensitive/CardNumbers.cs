namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// 13 to 19 digits, in one piece or in groups of three to six, with the prefix and length of a card scheme and a right Luhn digit
/// (ISO/IEC 7812). A number followed by others ("… 123" on the back) is still found: each group may be the end.
/// </summary>
internal static class CardNumbers
{
    private const int Least = 13;
    private const int Most = 19;

    public static bool Next(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (var i = from; i < text.Length; i++)
        {
            var next = text[i..].IndexOfAnyInRange('0', '9');
            if (next < 0)
                break;
            start = i + next;
            if (start == 0 || !char.IsLetterOrDigit(text[start - 1]))
            {
                end = End(text, start);
                if (end > 0)
                    return true;
            }

            i = start + DigitRuns.Length(text, start);
        }

        start = end = 0;
        return false;
    }

    // The end of the longest card that starts here; 0: none does.
    private static int End(ReadOnlySpan<char> text, int start)
    {
        Span<char> digits = stackalloc char[Most];
        var n = 0;
        var found = 0;
        var at = start;
        while (true)
        {
            var length = DigitRuns.Length(text, at);
            if (length == 0 || n + length > Most)
                return found;
            text.Slice(at, length).CopyTo(digits[n..]);
            n += length;
            at += length;
            var isLetterNext = at < text.Length && char.IsLetter(text[at]);
            if (n >= Least && !isLetterNext && IsCard(digits[..n]))
                found = at;
            if (length is < 3 or > 6 || at + 1 >= text.Length || text[at] is not (' ' or '-' or '\u00A0'))
                return found;
            at++;
        }
    }

    private static bool IsCard(ReadOnlySpan<char> digits) => HasScheme(digits) && Luhn(digits);

    private static bool HasScheme(ReadOnlySpan<char> digits)
    {
        var two = Prefix(digits, 2);
        var three = Prefix(digits, 3);
        var four = Prefix(digits, 4);
        var length = digits.Length;
        return length switch
        {
            13 => digits[0] is '4',
            14 => two is 36 or 38 or 39 || three is >= 300 and <= 305,
            15 => two is 34 or 37,
            _ => digits[0] is '4' && length is 16 or 19
                || (length == 16 && (two is >= 51 and <= 55 || four is >= 2221 and <= 2720))
                || four is 6011 || three is >= 644 and <= 649 || two is 65 or 62 || four is >= 3528 and <= 3589
                || four is 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or (>= 6761 and <= 6763),
        };
    }

    private static int Prefix(ReadOnlySpan<char> digits, int count)
    {
        var value = 0;
        foreach (var digit in digits[..count])
            value = (value * 10) + (digit - '0');
        return value;
    }

    private static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }
}
