using System.Text;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Makes text from outside fit for an entry without losing the entry over it: what a browser or an address sends must never be
/// able to stop an act from being recorded. Line ends, ANSI sequences and quotes stay as they are: they are data (quality.md G8).
/// </summary>
internal static class AuditText
{
    /// <summary>At most <paramref name="most"/> characters, and none that PostgreSQL or UTF-8 cannot hold: those become U+FFFD.</summary>
    public static string? Fit(string? text, int most)
    {
        if (text is null || (text.Length <= most && IsFit(text)))
            return text;
        var made = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (made.Length + rune.Utf16SequenceLength > most)
                break;
            // EnumerateRunes gives U+FFFD for half a surrogate pair; NUL is the one whole character PostgreSQL refuses.
            made.Append(rune.Value == 0 ? "\uFFFD" : rune.ToString());
        }

        return made.ToString();
    }

    /// <summary>Whether the database can hold it as it is.</summary>
    public static bool IsFit(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
                return false;
        }

        return true;
    }
}
