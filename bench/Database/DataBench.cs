using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench.Database;

/// <summary>Makes the data sets ahead of a measurement, and measures nothing.</summary>
internal static class DataBench
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Console.WriteLine("  " + await Ds3.EnsureAsync(options));
        Console.WriteLine("  " + await Ds5.EnsureAsync(options));
        return [];
    }
}
