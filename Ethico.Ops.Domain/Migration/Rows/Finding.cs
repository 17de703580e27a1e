namespace Ethico.Ops.Domain.Migration;

/// <summary>One rule broken by one row, or by the run (row 0).</summary>
/// <param name="Row">Number in the run, over all files.</param>
/// <param name="Line">Where the row begins in its file.</param>
/// <param name="Column">The source column's name, where one is to blame.</param>
/// <param name="Value">The cell; null where the rule must not keep it (MIG-SEN, MIG-ANO).</param>
/// <param name="Suggestion">What the button says.</param>
public sealed record Finding(
    RuleCode Code, Severity Severity, int Row, long Line, string? Column, string? Value, string Message, string? Suggestion)
{
    /// <summary>From 1 in the file's order; 0: no one column.</summary>
    public int ColumnNumber { get; init; }

    /// <summary>What taking the suggestion does.</summary>
    public SuggestionKind SuggestionKind { get; init; }

    /// <summary>For <see cref="SuggestionKind.SetCell"/>: what comes into the cell; for <see cref="SuggestionKind.PlaceSurplus"/>: the column.</summary>
    public string? SuggestedValue { get; init; }
}
