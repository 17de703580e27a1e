namespace Ethico.Ops.Domain.Migration;

/// <summary>A person's decision over conflicts of one class.</summary>
/// <param name="Position">Null: all of the class that are undecided.</param>
/// <param name="Decision">Null: undecided again.</param>
/// <param name="Expected">How many the page showed; another count refuses.</param>
public sealed record ConflictWish(ConflictKind Kind, int? Position, ConflictDecision? Decision, int Expected);
