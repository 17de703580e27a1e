namespace Ethico.Ops.Domain.Migration;

/// <summary>A row the import could not write.</summary>
/// <param name="Words">Without a word of the client's.</param>
public sealed record FailedRow(int Position, int Row, string? Key, string Code, string Words);
