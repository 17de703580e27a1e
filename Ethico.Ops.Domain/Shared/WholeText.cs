using System.Text;

namespace Ethico.Ops.Domain.Shared;

/// <summary>Text without halves of characters: no normal form, no database and no file can hold one alone.</summary>
public static class WholeText
{
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0;)
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return false;
            var next = text[(at + 2)..].IndexOfAnyInRange('\uD800', '\uDFFF');
            at = next < 0 ? -1 : at + 2 + next;
        }

        return true;
    }

    /// <summary>The halves are left out.</summary>
    public static string Of(string text)
    {
        if (IsWhole(text))
            return text;
        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                whole.Append(text[i]).Append(text[++i]);
            else if (!char.IsSurrogate(text[i]))
                whole.Append(text[i]);
        }

        return whole.ToString();
    }

    /// <summary>At most so long, and never cut through a character.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) && char.IsLowSurrogate(text[most]) ? most - 1 : most)];

    /// <summary>With a capital at its beginning.</summary>
    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>For the eye: what was cut off is told by an ellipsis.</summary>
    public static string Shortened(string text, int most) => text.Length <= most ? text : Cut(text, most) + "…";
}
