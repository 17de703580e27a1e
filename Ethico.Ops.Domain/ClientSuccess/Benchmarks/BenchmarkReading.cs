namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One metric of one tenant beside its peers. Without numbers where there are too few of them.</summary>
/// <param name="Percentile">0 to 100, in the metric's own direction; null for context metrics and where the tenant has no value.</param>
public sealed record BenchmarkReading(int Peers, decimal? P25, decimal? Median, decimal? P75, decimal? Own, int? Percentile)
{
    public bool HasTooFewPeers => Median is null;
}
