namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 5.8. The tenant itself is never among its peers.</summary>
public static class BenchmarkRules
{
    public const int LeastPeers = 5;

    /// <summary>For what leaves the house.</summary>
    public const int LeastPeersOutside = 10;

    public static bool LowerIsBetter(BenchmarkMetric metric) => metric is BenchmarkMetric.DaysToClose or BenchmarkMetric.TicketsPer100;

    public static bool IsContextOnly(BenchmarkMetric metric) => metric is BenchmarkMetric.ReportsPer100;

    public static SizeBand? SizeOf(int? headcount) => headcount switch
    {
        null or <= 0 => null,
        <= 100 => SizeBand.UpTo100,
        <= 500 => SizeBand.UpTo500,
        <= 2000 => SizeBand.UpTo2000,
        _ => SizeBand.Over2000,
    };

    /// <param name="metric">Decides the direction.</param>
    /// <param name="peers">Values of the other tenants of the cohort, in any order.</param>
    /// <param name="own">Null: the tenant has none.</param>
    /// <param name="least">Fewest peers that give numbers.</param>
    public static BenchmarkReading Read(BenchmarkMetric metric, IReadOnlyCollection<decimal> peers, decimal? own, int least = LeastPeers) =>
        Read(metric, new Others([.. peers.Order()], null), own, least);

    /// <summary>Linear between closest ranks, as percentile_cont.</summary>
    public static decimal Quantile(IReadOnlyList<decimal> sorted, decimal share)
    {
        var place = share * (sorted.Count - 1);
        var low = (int)Math.Floor(place);
        var high = Math.Min(low + 1, sorted.Count - 1);
        return sorted[low] + ((place - low) * (sorted[high] - sorted[low]));
    }

    internal static BenchmarkReading Read(BenchmarkMetric metric, Others peers, decimal? own, int least = LeastPeers)
    {
        if (peers.Count < least)
            return new(peers.Count, null, null, null, own, null);
        int? percentile = own is { } value && !IsContextOnly(metric) ? Percentile(metric, peers, value) : null;
        return new(peers.Count, Quantile(peers, 0.25m), Quantile(peers, 0.5m), Quantile(peers, 0.75m), own, percentile);
    }

    private static int Percentile(BenchmarkMetric metric, Others peers, decimal own)
    {
        var (below, upTo) = (peers.Below(own), peers.UpTo(own));
        var worse = LowerIsBetter(metric) ? peers.Count - upTo : below;
        return (int)Math.Round(100m * (worse + (0.5m * (upTo - below))) / peers.Count, MidpointRounding.AwayFromZero);
    }
}
