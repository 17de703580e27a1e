namespace Ethico.Ops.Domain.Shared;

/// <summary>One page of a list that is read by key, not by offset: rows that arrive meanwhile neither shift nor repeat.</summary>
/// <param name="Next">Cursor of the following page; null at the end.</param>
/// <param name="Total">How many rows fit the filter in all, where it was counted.</param>
public sealed record KeysetPage<T>(IReadOnlyList<T> Items, string? Next, long? Total = null);
