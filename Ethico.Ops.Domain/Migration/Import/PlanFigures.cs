namespace Ethico.Ops.Domain.Migration;

/// <summary>The stored answer of Preview in figures (migration.md 4.5).</summary>
/// <param name="Counts">Conflicts that are decided count as what they come to.</param>
/// <param name="Creates">Platform rows to be made, as the ledger names them.</param>
/// <param name="Queues">Cases that go to the fallback queue.</param>
/// <param name="OnePersonRows">Above that a second person approves the preview.</param>
/// <param name="FromPosition">Above 1: the rest of a stopped import was planned anew.</param>
public sealed record PlanFigures(
    PlanCounts Counts, IReadOnlyList<EntityCount> Creates, IReadOnlyList<QueueCount> Queues, IReadOnlyList<ConflictCount> Conflicts,
    ExistingPolicy Existing, string? Prefix, int TotalRows, int OnePersonRows, int FromPosition, DateTimeOffset MadeAt)
{
    public int Undecided => Conflicts.Sum(c => c.Undecided);

    public bool NeedsSecondPerson => Counts.Written > OnePersonRows;

    public int ToQueue => Queues.Sum(q => q.Count);
}
