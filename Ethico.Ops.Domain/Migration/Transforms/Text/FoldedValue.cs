using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// How two values are the same word: the folding of migration.md 6.1. What is all punctuation, where that folding leaves nothing, is
/// compared as it stands, so that "-" is not "?".
/// </summary>
public static class FoldedValue
{
    public static string Of(string text)
    {
        var folded = NameFolding.Fold(Normalisable(text));
        return folded.Length > 0 ? folded : text.Trim().ToLowerInvariant();
    }

    // Unicode normalisation throws on half a surrogate pair and on U+FFFE.
    private static string Normalisable(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && !text.Contains('\uFFFE', StringComparison.Ordinal))
            return text;
        return string.Create(text.Length, text, static (made, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var isPair = char.IsHighSurrogate(source[i]) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]);
                made[i] = !isPair && (char.IsSurrogate(source[i]) || source[i] is '\uFFFE') ? '\uFFFD' : source[i];
                if (isPair)
                    made[++i] = source[i];
            }
        });
    }
}
