using System.Text;

namespace Ethico.Ops.Domain.Migration;

internal static class WhiteSpace
{
    /// <summary>
    /// Without blanks at its ends, those of no width too: the mark a file begins with, where two were put together, and what web pages
    /// leave in a copied cell. Nobody sees them, and they make two of one number.
    /// </summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && IsBlank(text[from]))
            from++;
        while (to > from && IsBlank(text[to - 1]))
            to--;
        return text[from..to];
    }

    public static string Trim(string text) => Trim(text.AsSpan()) is var trimmed && trimmed.Length == text.Length ? text : trimmed.ToString();

    public static string Collapse(string text)
    {
        if (IsCollapsed(text))
            return text;
        var made = new StringBuilder(text.Length);
        var wasWhite = false;
        foreach (var c in text)
        {
            var isWhite = char.IsWhiteSpace(c);
            if (!isWhite)
                made.Append(c);
            else if (!wasWhite)
                made.Append(' ');
            wasWhite = isWhite;
        }

        return made.ToString();
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u2060' or '\uFEFF';

    private static bool IsCollapsed(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i]) && (text[i] is not ' ' || (i > 0 && text[i - 1] is ' ')))
                return false;
        return true;
    }
}
