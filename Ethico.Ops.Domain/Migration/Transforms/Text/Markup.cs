using System.Net;
using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>HTML in a cell: told, and on request taken off. The result is text; nothing here makes text safe to be shown as markup.</summary>
public static class Markup
{
    // An open quote is looked for no farther, so that a megabyte of open quotes costs what any megabyte costs.
    private const int QuoteReach = 4_096;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Blocks = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section",
        "table", "td", "th", "tr", "ul",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the text holds something that reads as a tag (MIG-FMT-007).</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOf('<');
            if (next < 0)
                return false;
            at += next;
            if (IsTagStart(text, at) && text[at..].Contains('>'))
                return true;
        }

        return false;
    }

    /// <summary>Tags off, entities decoded, the end of a block and a br as LF; scripts, styles and comments go whole.</summary>
    public static string Strip(string text)
    {
        if (text.AsSpan().IndexOfAny('<', '&') < 0)
            return text;
        var made = new StringBuilder(text.Length);
        var last = text.LastIndexOf('>');
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is not '<' || i > last || !IsTagStart(text, i))
            {
                var next = text.IndexOf('<', i + 1);
                var end = next < 0 ? text.Length : next;
                made.Append(text, i, end - i);
                i = end;
                continue;
            }

            i = Skip(text, i, made);
        }

        return CleanText.Of(Decoded(made.ToString()).Trim('\n'));
    }

    private static string Decoded(string text)
    {
        try
        {
            return WebUtility.HtmlDecode(text);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static bool IsTagStart(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '!' or '?'
            || (text[at + 1] is '/' && at + 2 < text.Length && char.IsAsciiLetter(text[at + 2])));

    private static int Skip(string text, int at, StringBuilder made)
    {
        if (string.CompareOrdinal(text, at, "<!--", 0, 4) == 0)
        {
            var close = text.IndexOf("-->", at + 4, StringComparison.Ordinal);
            return close < 0 ? text.Length : close + 3;
        }

        var isEnd = text[at + 1] is '/';
        var from = at + (isEnd ? 2 : 1);
        var to = from;
        while (to < text.Length && char.IsAsciiLetterOrDigit(text[to]))
            to++;
        var name = text.AsSpan(from, to - from);
        var after = End(text, to);
        if (name.Equals("br", StringComparison.OrdinalIgnoreCase) || (isEnd && Blocks.Contains(name)))
            made.Append('\n');
        if (isEnd || !(name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase)))
            return after;
        var closing = text.IndexOf("</" + name.ToString(), after, StringComparison.OrdinalIgnoreCase);
        return closing < 0 ? text.Length : closing;
    }

    // The first > outside quotes; where a quote stays open the first > there is. The caller made sure there is one.
    private static int End(string text, int from)
    {
        var quote = '\0';
        var reach = Math.Min(text.Length, from + QuoteReach);
        for (var i = from; i < reach; i++)
        {
            var c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '>')
                return i + 1;
        }

        var first = text.IndexOf('>', from);
        return first < 0 ? text.Length : first + 1;
    }
}
