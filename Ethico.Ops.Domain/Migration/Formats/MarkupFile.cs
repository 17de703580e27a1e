using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Web pages and XML that go by another name: text in itself, and no table that is read.</summary>
public static class MarkupFile
{
    private const int Looked = 4_096;

    /// <summary>Null: it does not begin as markup does.</summary>
    /// <param name="text">The beginning of the file.</param>
    public static Refusal? Of(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        text = text[..Math.Min(text.Length, Looked)];
        if (text is not ['<', ..])
            return null;
        var isXml = text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
        if (isXml && Holds(text, "urn:schemas-microsoft-com:office:spreadsheet"))
            return FormatRefusals.ExcelXml;
        if (Holds(text, "<html") || Holds(text, "<table"))
            return FormatRefusals.Html;
        return isXml ? FormatRefusals.Xml : null;
    }

    private static bool Holds(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
