using System.Text;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Finished cases never come back as work (migration.md 5, 6.5).</summary>
public static class ClosedRule
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "closed", "geschlossen", "abgeschlossen" };

    /// <summary>Its first word is closed, geschlossen or abgeschlossen.</summary>
    public static bool SaysClosed(string? sourceValue) =>
        ValueName.Of(sourceValue).Words is [var first, ..] && Words.Contains(first);

    /// <summary>A value that says closed can be mapped to CLOSED only. For the status of a case and of an investigation.</summary>
    public static bool MayMap(string? sourceValue, string targetCode) =>
        targetCode is CaseStatusCode.Closed || !SaysClosed(sourceValue);

    /// <summary>What follows "Closed" and a dash, colon, slash, underscore or bracket: an outcome's words. Null: nothing does.</summary>
    internal static string? Rest(string sourceValue)
    {
        var text = WholeText.Of(sourceValue).Normalize(NormalizationForm.FormKC).Trim();
        var end = 0;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        if (!Words.Contains(text[..end].ToLowerInvariant()))
            return null;
        var rest = text[end..].TrimStart();
        return rest.Length > 1 && rest[0] is '-' or '–' or ':' or '/' or '_' or '(' && ValueName.Of(rest).Words.Count > 0 ? rest : null;
    }
}
