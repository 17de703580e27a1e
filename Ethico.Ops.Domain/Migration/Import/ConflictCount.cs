namespace Ethico.Ops.Domain.Migration;

/// <summary>Conflicts of one class, and how many nobody has decided yet.</summary>
public sealed record ConflictCount(ConflictKind Kind, int Total, int Undecided);
