namespace Ethico.Ops.Domain.Migration;

/// <summary>A row the import could not write.</summary>
/// <param name="Words">Without a word of the client's.</param>
/// <param name="Note">What a person says of it; a sign-off asks for one.</param>
public sealed record FailedRow(int Position, int Row, string? Key, string Code, string Words, string? Note);
