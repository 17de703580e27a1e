using System.Globalization;

namespace Ethico.Ops.Bench.Harness;

/// <summary>
/// B-O-B-O: the baseline and ours in turn, in one run, so that what the machine does meanwhile falls on both
/// (quality.md 1). The first pair warms up and is thrown away.
/// </summary>
internal sealed record Pairs(IReadOnlyList<double> Baseline, IReadOnlyList<double> Ours)
{
    /// <summary>Above this the baseline itself wandered too far for the ratio to mean anything.</summary>
    public const double MostSpread = 1.25;

    public double BaselineMedian => new Sample(Baseline).Median;

    public double OursMedian => new Sample(Ours).Median;

    /// <summary>Median over the pairs of ours ÷ baseline.</summary>
    public double Ratio => new Sample(Baseline.Zip(Ours, (b, o) => o / b)).Median;

    /// <summary>The baseline's p75 ÷ p25.</summary>
    public double Spread => new Sample(Baseline).At(0.75) / new Sample(Baseline).At(0.25);

    public bool IsVoid => Spread > MostSpread;

    /// <summary>Each function does its work once, checks its result and answers its measure.</summary>
    public static async Task<Pairs> MeasureAsync(
        string what, int pairs, Func<CancellationToken, Task<double>> baseline, Func<CancellationToken, Task<double>> ours, CancellationToken ct)
    {
        List<double> baselines = [], all = [];
        for (var i = 0; i <= pairs; i++)
        {
            var b = await baseline(ct);
            var o = await ours(ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what} {(i == 0 ? "warm" : i)}: baseline {b:G4}, ours {o:G4}, ratio {o / b:F2}"));
            if (i == 0)
                continue;
            baselines.Add(b);
            all.Add(o);
        }

        return new Pairs(baselines, all);
    }
}
