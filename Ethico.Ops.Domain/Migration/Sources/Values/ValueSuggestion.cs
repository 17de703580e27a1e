namespace Ethico.Ops.Domain.Migration;

/// <summary>What a source value may mean (migration.md 6.5).</summary>
/// <param name="Target">A code of the target, or the name of the tenant's category or location; null where nothing is suggested.</param>
/// <param name="Outcome">Of a status whose words say how the case ended, NOT_RECORDED where a closed one does not.</param>
/// <param name="StandardCategory">The standard category the value names, also where the tenant has none: what a person may create.</param>
/// <param name="Reason">One sentence for the page.</param>
public sealed record ValueSuggestion(
    string SourceValue, ValueMatch Match, string? Target, string? Outcome, decimal Confidence, string Reason, StandardCategory? StandardCategory = null);
