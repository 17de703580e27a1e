namespace Ethico.Ops.Domain.Migration;

/// <summary>One of the 20 drawn records, source left and live right. Content: only inside a session of its tenant.</summary>
/// <param name="IsGone">The record is no longer there.</param>
public sealed record SheetSample(int Position, int RowNumber, string? Key, bool IsGone, bool? Matches, string? Note);
