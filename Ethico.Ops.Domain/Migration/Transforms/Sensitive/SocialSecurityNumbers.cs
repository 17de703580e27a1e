namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// AAA-GG-SSSS with hyphens or blanks; nine bare digits only after the words that name them, since any case number can have nine.
/// Area 000, 666 and 900 to 999, group 00 and serial 0000 were never given (SSA, POMS RM 10201).
/// </summary>
internal static class SocialSecurityNumbers
{
    private const int WordReach = 30;

    public static bool Next(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (var i = from; i < text.Length; i++)
        {
            var next = text[i..].IndexOfAnyInRange('0', '9');
            if (next < 0)
                break;
            start = i + next;
            var digits = DigitRuns.Length(text, start);
            end = digits switch
            {
                3 => Parted(text, start),
                9 when IsNamed(text[..start]) && IsGiven(text.Slice(start, 3), text.Slice(start + 3, 2), text.Slice(start + 5, 4)) => start + 9,
                _ => 0,
            };
            if (end > 0 && DigitRuns.StandsAlone(text, start, end))
                return true;
            i = start + digits;
        }

        start = end = 0;
        return false;
    }

    private static int Parted(ReadOnlySpan<char> text, int start)
    {
        var end = start + 11;
        if (end > text.Length || !IsMark(text[start + 3]) || text[start + 6] != text[start + 3])
            return 0;
        return DigitRuns.Length(text, start + 4) == 2 && DigitRuns.Length(text, start + 7) == 4
            && IsGiven(text.Slice(start, 3), text.Slice(start + 4, 2), text.Slice(start + 7, 4)) ? end : 0;
    }

    private static bool IsGiven(ReadOnlySpan<char> area, ReadOnlySpan<char> group, ReadOnlySpan<char> serial) =>
        area is not ("000" or "666") && area[0] is not '9' && group is not "00" && serial is not "0000";

    private static bool IsNamed(ReadOnlySpan<char> before)
    {
        var near = before.Length > WordReach ? before[^WordReach..] : before;
        return near.Contains("ssn", StringComparison.OrdinalIgnoreCase) || near.Contains("social security", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsMark(char c) => c is '-' or ' ' or '\u00A0' or '\u2011' or '\u2013';
}
