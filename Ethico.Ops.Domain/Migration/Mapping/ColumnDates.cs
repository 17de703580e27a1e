namespace Ethico.Ops.Domain.Migration;

/// <summary>A date column under both orders (migration.md 7.2).</summary>
/// <param name="Column">As saved.</param>
/// <param name="SerialLike">Cells that are bare numbers: days of a workbook only if a person says so.</param>
/// <param name="Pairs">Among the first rows: how many closings come before their receipt under each order of this column; null where there is nothing to compare.</param>
public sealed record ColumnDates(DateColumn Column, DateCounts Counts, DateVerdict Verdict, int SerialLike, DatePairCounts? Pairs)
{
    /// <summary>Cells that exist under this order.</summary>
    public int Fits(DateOrder order) =>
        (order is DateOrder.MonthFirst ? Counts.MonthFirstOnly : Counts.DayFirstOnly) + Counts.Either + Counts.Iso + Counts.Dotted + Counts.Named;

    public DateSpanCount Span(DateOrder order) => order is DateOrder.MonthFirst ? Counts.MonthFirst : Counts.DayFirst;
}
