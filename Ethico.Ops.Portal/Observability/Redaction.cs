using System.Text.RegularExpressions;

namespace Ethico.Ops.Portal.Observability;

/// <summary>
/// Takes out of a text what must not be in a log: mail addresses, phone numbers, card-like digits, bearer tokens, passwords and the
/// secrets of connection strings (quality.md H2, S6; the marks are those of support.md 5.3). Linear in the text's length.
/// </summary>
internal static partial class Redaction
{
    /// <summary>Longer texts are cut first: a flood of megabytes must cost neither the log nor the search.</summary>
    public const int Longest = 16_384;

    public static string Clean(string text)
    {
        if (text.Length > Longest)
            text = string.Concat(text.AsSpan(0, Longest), "… (cut)");
        text = Secret.Replace(text, "${key}⟨secret⟩");
        text = Bearer.Replace(text, "${scheme} ⟨token⟩");
        text = Jwt.Replace(text, "⟨token⟩");
        text = Pem.Replace(text, "⟨secret⟩");
        text = Email.Replace(text, "⟨email⟩");
        text = Card.Replace(text, "⟨digits⟩");
        return Phone.Replace(text, "⟨phone⟩");
    }

    /// <summary>Is a value of this name secret whatever it looks like?</summary>
    public static bool IsSecretName(string name) => SecretName.IsMatch(name);

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    // Key=value, key: value and "key":"value"; the value ends where its quote, the pair or the line does.
    [GeneratedRegex("""(?<key>(password|passwd|pwd|secret|client[_-]?secret|api[_-]?key|access[_-]?key|account[_-]?key|access[_-]?token|refresh[_-]?token|id[_-]?token|token|authorization|cookie|user ?id|username)["']?\s*[=:]\s*)("[^"\r\n]*"|'[^'\r\n]*'|[^;,\r\n"'}\]]+)""", Linear)]
    private static partial Regex Secret { get; }

    [GeneratedRegex(@"\b(?<scheme>bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}", Linear)]
    private static partial Regex Bearer { get; }

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?", Linear)]
    private static partial Regex Jwt { get; }

    [GeneratedRegex("-----BEGIN [A-Z ]+-----[^-]*(?:-----END [A-Z ]+-----)?", Linear)]
    private static partial Regex Pem { get; }

    [GeneratedRegex(@"[\p{L}\p{N}._%+'-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+", Linear)]
    private static partial Regex Email { get; }

    // 13 to 19 digits in groups: cards, accounts. Ids of ours are hexadecimal with letters; instants have other separators.
    [GeneratedRegex(@"\b\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}\b", Linear)]
    private static partial Regex Card { get; }

    // With a plus sign, or grouped as people write them: a bare number stays readable.
    [GeneratedRegex(@"(?:\+\d[\d ()./-]{6,18}\d)|(?:\(\d{3}\) ?\d{3}[ .-]?\d{4}\b)|(?:\b\d{3}[.-]\d{3}[.-]\d{4}\b)", Linear)]
    private static partial Regex Phone { get; }

    [GeneratedRegex("password|passwd|pwd|secret|token|authorization|cookie|api[_-]?key|connection[_-]?string", Linear)]
    private static partial Regex SecretName { get; }
}
