using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Web pages, XML and old exchange formats that go by another name: text in itself, and no table that is read.</summary>
public static class MarkupFile
{
    private const int Looked = 4_096;

    /// <summary>Null: it does not begin as markup does.</summary>
    /// <param name="text">The beginning of the file.</param>
    public static Refusal? Of(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        text = text[..Math.Min(text.Length, Looked)];
        if (text.StartsWith("ID;P", StringComparison.Ordinal))
            return FormatRefusals.SymbolicLink;
        // A page saved as one file: mail headers, and the page below them.
        if (text.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase) && Holds(text, "text/html"))
            return FormatRefusals.Html;
        if (text is not ['<', ..])
            return null;
        var isXml = text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
        if (isXml && Holds(text, "urn:schemas-microsoft-com:office:spreadsheet"))
            return FormatRefusals.ExcelXml;
        if (Holds(text, "<html") || Holds(text, "<table"))
            return FormatRefusals.Html;
        return isXml || HasTagsOnly(text) ? FormatRefusals.Xml : null;
    }

    // A header in angle brackets is followed by records; where every line begins with a tag, there are none.
    private static bool HasTagsOnly(ReadOnlySpan<char> text)
    {
        var lines = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (line.IsWhiteSpace())
                continue;
            if (line.TrimStart()[0] is not '<')
                return false;
            lines++;
        }

        return lines > 1 || Holds(text, "</");
    }

    private static bool Holds(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
