namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A day's score as the trend sees it: under the ruler of the day the trend is computed for. Null: no score that day.</summary>
public readonly record struct ScoredDay(DateOnly Day, decimal? Score);
