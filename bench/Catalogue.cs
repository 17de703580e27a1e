using Ethico.Ops.Bench.Circuits;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench;

/// <summary>Every benchmark there is.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("data", "makes the data sets, measures nothing", DataBench.RunAsync),
        new("circuit-memory", "P14", CircuitBench.MemoryAsync),
        new("circuit-click", "P17", CircuitBench.ClickAsync),
        new("circuit-crowd", "P15, P16", CircuitBench.CrowdAsync),
        new("cold-start", "P18", CircuitBench.ColdAsync),
    ];
}
