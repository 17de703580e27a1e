namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Phone numbers in running text, where any figure could be one: only what is written like one counts. That is a leading + with 7 to 15
/// digits, a leading 0 with 9 to 15, the North American 3-3-4 and a hyphened 3-4. Dates and social security numbers have other groups.
/// </summary>
internal static class NarrativePhones
{
    public static bool Next(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (var i = from; i < text.Length;)
        {
            var next = text[i..].IndexOfAnyInRange('0', '9');
            if (next < 0)
                break;
            var first = i + next;
            i = first;
            end = Run(text, ref i, out var groups);
            start = first > from && text[first - 1] is '(' ? first - 1 : first;
            var isPlus = start > from && text[start - 1] is '+';
            if (isPlus)
                start--;
            if ((start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetter(text[end]))
                && IsPhone(text, first, isPlus, groups))
                return true;
        }

        start = end = 0;
        return false;
    }

    private static bool IsPhone(ReadOnlySpan<char> text, int first, bool isPlus, DigitGroups groups)
    {
        var digits = groups.Digits;
        if (isPlus)
            return digits is >= 7 and <= 15;
        if (text[first] is '0')
            return digits is >= 9 and <= 15 && !groups.IsDate && !groups.Is(3, 2, 4);
        return text[first] is >= '2' && (groups.Is(3, 3, 4) || (groups.Is(3, 4) && text[first + 3] is '-'))
            || (text[first] is '1' && groups.Is(1, 3, 3, 4));
    }

    // Digits with one mark, or ") " and the like, between them.
    private static int Run(ReadOnlySpan<char> text, ref int i, out DigitGroups groups)
    {
        groups = default;
        var end = i;
        while (true)
        {
            var length = DigitRuns.Length(text, i);
            groups.Add(length);
            i += length;
            end = i;
            var marks = 0;
            while (i + marks < text.Length && marks < 3 && text[i + marks] is ' ' or '-' or '.' or '/' or '(' or ')' or '\u00A0' or '\u2011')
                marks++;
            if (marks is 0 or > 2 || i + marks >= text.Length || !char.IsAsciiDigit(text[i + marks]))
                return end;
            i += marks;
        }
    }
}
