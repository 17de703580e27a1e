namespace Ethico.Ops.Domain.Migration;

/// <summary>What a person wants of one kept record, or of all of a verdict that are still to be kept.</summary>
/// <param name="Position">Null: all of the verdict for which the choice is possible.</param>
/// <param name="Digest">Of the preview on the page.</param>
public sealed record RollbackWish(RollbackVerdict Verdict, int? Position, RollbackChoice Choice, string Digest);
