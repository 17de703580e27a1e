using System.Buffers;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Whole words in any case; a term ending in * also begins longer words, as German needs it; a term all in capitals is found only so
/// written, or "aids" would be a verb.
/// </summary>
public sealed class HealthTerms
{
    private readonly (string Word, bool IsBeginning, StringComparison Comparison)[] terms;
    private readonly SearchValues<string> beginnings;

    public HealthTerms(IEnumerable<string> terms)
    {
        this.terms = [.. terms.Select(t => t.Trim()).Where(t => t.TrimEnd('*').Length > 1).Select(t => (
            t.TrimEnd('*'),
            t.EndsWith('*'),
            t.Any(char.IsLower) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))];
        beginnings = SearchValues.Create([.. this.terms.Select(t => t.Word)], StringComparison.OrdinalIgnoreCase);
    }

    public static IReadOnlyList<string> English { get; } =
    [
        "abortion*", "ADHD", "AIDS", "alcoholi*", "anxiety disorder*", "asthma*", "autis*", "bipolar", "cancer*", "chemotherap*", "covid*",
        "dementia", "depression", "diabet*", "diagnos*", "dialysis", "disability", "disabilities", "epilep*", "heart attack*", "hepatitis",
        "HIV", "medical condition*", "medication*", "mental illness*", "miscarriage*", "multiple sclerosis", "overdos*", "panic attack*",
        "pregnan*", "psychiatr*", "psychotherap*", "PTSD", "schizophren*", "self-harm*", "sick leave*", "suicid*", "tuberculosis", "tumor*",
        "tumour*",
    ];

    public static IReadOnlyList<string> German { get; } =
    [
        "ADHS", "Alkoholiker*", "alkoholkrank*", "Angststörung*", "Behinderung*", "Burnout", "Burn-out", "Chemotherap*", "Demenz*",
        "Depression*", "depressiv*", "Diagnose*", "Dialyse*", "Fehlgeburt*", "Herzinfarkt*", "krankgeschrieben*", "Krankheit*",
        "Krankschreibung*", "Krebs", "Krebserkrank*", "Medikament*", "Multiple Sklerose", "Panikattack*", "Schlaganfall*", "Schwanger*",
        "schwerbehindert*", "Selbstmord*", "Suizid*", "Tuberkulose", "Überdosis",
    ];

    internal bool Next(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (var i = from; i < text.Length; i = start + 1)
        {
            var next = text[i..].IndexOfAny(beginnings);
            start = i + next;
            if (next < 0)
                break;
            end = start > 0 && char.IsLetter(text[start - 1]) ? 0 : End(text, start);
            if (end > 0)
                return true;
        }

        start = end = 0;
        return false;
    }

    private int End(ReadOnlySpan<char> text, int start)
    {
        foreach (var (word, isBeginning, comparison) in terms)
        {
            if (!text[start..].StartsWith(word, comparison))
                continue;
            var end = start + word.Length;
            while (isBeginning && end < text.Length && char.IsLetter(text[end]))
                end++;
            if (end == text.Length || !char.IsLetter(text[end]))
                return end;
        }

        return 0;
    }
}
