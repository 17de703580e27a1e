using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench;

/// <summary>Every benchmark there is.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
    ];
}
