using System.Text;

namespace Ethico.Ops.Domain.Migration;

internal static class WhiteSpace
{
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

    private static bool IsCollapsed(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i]) && (text[i] is not ' ' || (i > 0 && text[i - 1] is ' ')))
                return false;
        return true;
    }
}
