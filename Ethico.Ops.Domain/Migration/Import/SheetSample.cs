namespace Ethico.Ops.Domain.Migration;

/// <summary>One of the 20 drawn records, source left and live right. Content: only inside a session of its tenant.</summary>
/// <param name="Staged">What the mapping made of the row, as JSON.</param>
/// <param name="Live">The record as it stands, as JSON; null where it is gone.</param>
public sealed record SheetSample(int Position, int RowNumber, string? Key, string? Staged, string? Live, bool? Matches, string? Note);
