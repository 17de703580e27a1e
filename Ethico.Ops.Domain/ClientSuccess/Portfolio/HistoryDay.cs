namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One day of the history's chart. Null: no score that day, a hatched gap.</summary>
/// <param name="Components">In component order; null where absent.</param>
public sealed record HistoryDay(
    DateOnly Day, SnapshotState State, UnscoredCause? Cause, decimal? Score, IReadOnlyList<decimal?> Components, Band? Band, int ModelVersion, HealthFlags Flags);
