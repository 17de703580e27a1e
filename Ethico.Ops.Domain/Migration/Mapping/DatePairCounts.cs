namespace Ethico.Ops.Domain.Migration;

/// <summary>Closings before receipt among the first rows of the file, under each order of one column.</summary>
/// <param name="Rows">Rows that were looked at.</param>
public sealed record DatePairCounts(int Rows, int MonthFirst, int DayFirst)
{
    public int Of(DateOrder order) => order is DateOrder.MonthFirst ? MonthFirst : DayFirst;
}
