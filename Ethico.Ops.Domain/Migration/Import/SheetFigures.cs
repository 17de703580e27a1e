namespace Ethico.Ops.Domain.Migration;

/// <summary>Proof in figures that every source row is accounted for (migration.md 4.7). No content: it outlives the purge.</summary>
/// <param name="SourceRows">Records of the file, read again.</param>
/// <param name="StagedRows">Must be as many; fewer were taken away behind the run's back.</param>
/// <param name="Apart">Footers, people, investigations, locations: listed, not summed.</param>
public sealed record SheetFigures(
    int SourceRows, int StagedRows, int Created, int Updated, int Merged, int Skipped, int Failed, IReadOnlyList<SheetReason> Reasons,
    IReadOnlyList<SheetTotal> Totals, IReadOnlyList<EntityCount> Apart)
{
    public int Accounted => Created + Updated + Merged + Skipped + Failed;

    public bool IsBalanced => SourceRows == Accounted && StagedRows == SourceRows;

    public IEnumerable<SheetTotal> Differences => Totals.Where(t => t.Difference != 0);
}
