namespace Ethico.Ops.Domain.Migration;

/// <summary>Which of the two figures before the year is the month, where a column writes them with / or -.</summary>
public enum DateOrder
{
    MonthFirst,
    DayFirst,
}
