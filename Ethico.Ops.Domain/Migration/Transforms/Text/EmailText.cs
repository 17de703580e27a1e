using System.Diagnostics.CodeAnalysis;

namespace Ethico.Ops.Domain.Migration;

/// <summary>E-mail addresses inside text. Found from the @ outwards, in linear time.</summary>
public static class EmailText
{
    private const int LocalMost = 64;
    private const int Most = 254;
    private const string Marks = ".!#$%&'*+/=?^_`{|}~-";

    /// <summary>The first address with its domain in lower case; whether a different one follows.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "A domain is written in lower case.")]
    public static string? First(string text, out bool hasMore)
    {
        hasMore = false;
        if (!Next(text, 0, out var start, out var end))
            return null;
        var found = text.AsSpan(start, end - start);
        var at = found.LastIndexOf('@') + 1;
        for (var from = end; Next(text, from, out var nextStart, out var nextEnd) && !hasMore; from = nextEnd)
            hasMore = !found.Equals(text.AsSpan(nextStart, nextEnd - nextStart), StringComparison.OrdinalIgnoreCase);
        return string.Concat(found[..at], found[at..].ToString().ToLowerInvariant());
    }

    internal static bool Next(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (var at = Find(text, from); at >= 0; at = Find(text, at + 1))
        {
            start = at;
            while (start > from && at - start < LocalMost && IsLocal(text[start - 1]))
                start--;
            while (start < at && text[start] is '.' or '\'')
                start++;
            end = at + 1;
            while (end < text.Length && end - start <= Most && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '.'))
                end++;
            while (end > at + 1 && text[end - 1] is '-' or '.')
                end--;
            if (IsLocalPart(text[start..at]) && IsDomain(text[(at + 1)..end]) && end - start <= Most)
                return true;
        }

        start = end = 0;
        return false;
    }

    private static int Find(ReadOnlySpan<char> text, int from)
    {
        var at = from >= text.Length ? -1 : text[from..].IndexOf('@');
        return at < 0 ? -1 : at + from;
    }

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || Marks.Contains(c, StringComparison.Ordinal);

    private static bool IsLocalPart(ReadOnlySpan<char> local) => !local.IsEmpty && local[^1] is not '.' && local.IndexOf("..") < 0;

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var dot = domain.LastIndexOf('.');
        if (dot < 1 || domain.Length - dot < 3 || domain.IndexOf("..") >= 0)
            return false;
        foreach (var c in domain[(dot + 1)..])
            if (!char.IsLetter(c) && c is not '-' && !domain[(dot + 1)..].StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
                return false;
        return domain[0] is not '-' && domain.IndexOf(".-") < 0 && domain.IndexOf("-.") < 0;
    }
}
