namespace Ethico.Ops.Domain.Migration;

/// <summary>A failing cell of an opened group.</summary>
/// <param name="Value">Masked unless the column may be shown plainly or was revealed.</param>
/// <param name="IsMasked">Value and suggested value are bullets.</param>
public sealed record FindingLine(
    int Row, int FileNumber, int FileRow, long Line, string? RowKey, string? Value, bool IsMasked, string Message, string? Suggestion, SuggestionKind SuggestionKind,
    string? SuggestedValue, RowState State);
