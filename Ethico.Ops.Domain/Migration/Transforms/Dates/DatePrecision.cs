namespace Ethico.Ops.Domain.Migration;

/// <summary>DAY: the source gave no time; the instant is the start of that day in the source's zone and is shown as the day.</summary>
public enum DatePrecision
{
    Day,
    Minute,
}
