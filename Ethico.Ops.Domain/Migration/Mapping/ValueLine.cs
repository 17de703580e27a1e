namespace Ethico.Ops.Domain.Migration;

/// <summary>One distinct value of a column that feeds a target with a value map.</summary>
/// <param name="SourceValue">As it comes out of the feed's transforms; "" is blank.</param>
/// <param name="Entry">What was decided; null: open.</param>
public sealed record ValueLine(string SourceValue, int Count, ValueSuggestion Suggestion, ValueMapEntry? Entry)
{
    public bool IsOpen => Entry is null;

    /// <summary>The suggestion as an entry; null: there is none.</summary>
    public ValueMapEntry? Taken() => Suggestion.Target is { } target
        ? new(SourceValue, target) { Outcome = Suggestion.Outcome }
        : null;
}
