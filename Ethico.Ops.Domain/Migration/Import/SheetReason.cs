namespace Ethico.Ops.Domain.Migration;

/// <summary>Why so many rows were skipped or failed.</summary>
public sealed record SheetReason(bool IsFailure, string Code, int Count);
