namespace Ethico.Ops.Domain.Migration;

/// <summary>Kept records of one verdict with one choice.</summary>
/// <param name="Revertible">Of these, how many could be reverted.</param>
public sealed record RollbackKept(RollbackVerdict Verdict, RollbackChoice Choice, int Count, int Revertible);
