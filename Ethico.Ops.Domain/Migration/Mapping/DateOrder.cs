namespace Ethico.Ops.Domain.Migration;

/// <summary>Which comes first in dates written with a slash or a hyphen.</summary>
public enum DateOrder
{
    MonthFirst,
    DayFirst,
}
