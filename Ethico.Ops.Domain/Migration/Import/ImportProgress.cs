namespace Ethico.Ops.Domain.Migration;

/// <summary>Where an import stands, as last committed.</summary>
/// <param name="Done">Source rows accounted for.</param>
/// <param name="RowsPerSecond">Over the last minute; null before the second batch.</param>
public sealed record ImportProgress(
    int TotalRows, int Done, int Created, int Updated, int Merged, int Skipped, int Failed, decimal? RowsPerSecond, DateTimeOffset? CompletedAt)
{
    public TimeSpan? Left => RowsPerSecond is > 0 ? TimeSpan.FromSeconds((double)((TotalRows - Done) / RowsPerSecond.Value)) : null;
}
