namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Monday">Of the ISO week.</param>
/// <param name="Counts">Null where no day of it was counted: that is not 0.</param>
public sealed record CountedWeek(DateOnly Monday, CountedWeekCounts? Counts);
