namespace Ethico.Ops.Domain.Migration;

/// <summary>A column that feeds no target, and what becomes of it.</summary>
/// <param name="Confirmed">A well-filled column is ignored only when a person said so twice (MIG-QUA-002).</param>
public sealed record UnmappedColumn(string Column, UnmappedChoice Choice, bool Confirmed = false);
