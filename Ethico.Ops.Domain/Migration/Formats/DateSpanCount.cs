namespace Ethico.Ops.Domain.Migration;

/// <summary>A column's dates as they read under one order.</summary>
/// <param name="InFuture">Later than the day of the count.</param>
public sealed record DateSpanCount(DateOnly? First, DateOnly? Last, int InFuture);
