namespace Ethico.Ops.Domain.Migration;

/// <summary>Evidence on the order of a column's dates: raw counts over its filled cells, and how they read under both orders (migration.md 7.2).</summary>
public sealed record DateCounts(
    int MonthFirstOnly, int DayFirstOnly, int Either, int Neither, int Iso, int Dotted, int Named, DateSpanCount MonthFirst, DateSpanCount DayFirst)
{
    /// <summary>Of those in ISO, typed dates of a workbook among them: whose day could be a month.</summary>
    public int IsoToTwelve { get; init; }
}
