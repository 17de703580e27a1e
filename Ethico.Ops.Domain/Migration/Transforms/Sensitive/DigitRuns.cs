namespace Ethico.Ops.Domain.Migration;

internal static class DigitRuns
{
    public static int Length(ReadOnlySpan<char> text, int at)
    {
        var n = at;
        while (n < text.Length && char.IsAsciiDigit(text[n]))
            n++;
        return n - at;
    }

    /// <summary>Not a piece of a longer number or word: no letter, digit or joined digit on either side.</summary>
    public static bool StandsAlone(ReadOnlySpan<char> text, int start, int end) =>
        (start == 0 || !(char.IsLetterOrDigit(text[start - 1]) || (text[start - 1] is '-' or '.' && start > 1 && char.IsAsciiDigit(text[start - 2]))))
        && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || (text[end] is '-' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))));
}
