namespace Ethico.Ops.Domain.Migration;

/// <summary>What one column may feed (migration.md 4.3).</summary>
/// <param name="Column">Its name as the file's format has it.</param>
/// <param name="Target">A target key; null where nothing speaks for one.</param>
/// <param name="Confidence">0 to 1; its word is the band.</param>
/// <param name="Reason">One sentence for the page.</param>
/// <param name="Transforms">The names of migration.md 7.1 this target usually needs, in order.</param>
public sealed record ColumnSuggestion(
    string Column,
    string? Target,
    decimal Confidence,
    SuggestionBasis Basis,
    string Reason,
    IReadOnlyList<string> Transforms,
    IReadOnlyList<AlsoSuggestion> Also)
{
    public SuggestionBand Band => Bands.Of(Confidence);
}
