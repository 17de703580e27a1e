using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench;

/// <summary>Every benchmark there is.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("data", "makes the data sets, measures nothing", DataBench.RunAsync),
    ];
}
