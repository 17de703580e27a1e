namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The three links of the night's chain, in order.</summary>
public enum NightKind
{
    Rollup,
    Score,
    Benchmark,
}
