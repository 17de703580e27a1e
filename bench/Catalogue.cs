using Ethico.Ops.Bench.Audit;
using Ethico.Ops.Bench.Circuits;
using Ethico.Ops.Bench.ClientSuccess;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Bench.Isolation;
using Ethico.Ops.Bench.Migration;
using Ethico.Ops.Bench.Tenants;

namespace Ethico.Ops.Bench;

/// <summary>Every benchmark there is.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("data", "makes the data sets, measures nothing", DataBench.RunAsync),
        new("typeahead", "P10", TypeaheadBench.RunAsync),
        new("isolation", "P12", IsolationBench.RunAsync),
        new("audit-write", "P22", AppendBench.RunAsync),
        new("audit-verify", "P23, ACC-8", VerifyBench.RunAsync),
        new("circuit-memory", "P14", CircuitBench.MemoryAsync),
        new("circuit-click", "P17", CircuitBench.ClickAsync),
        new("circuit-crowd", "P15, P16", CircuitBench.CrowdAsync),
        new("cold-start", "P18", CircuitBench.ColdAsync),
        new("first-visit", "P19", FirstVisitBench.RunAsync),
        new("first-rows", "P5", FirstRowsBench.RunAsync),
        new("night", "P7", NightBench.NightAsync),
        new("rebuild", "P8", NightBench.RebuildAsync),
        new("scale", "CS-12", ScaleBench.RunAsync),
        new("histories", "P9, CS-10", HistoriesBench.RunAsync),
        new("validate", "P2, P4", ValidateBench.RunAsync),
        new("import", "P1", ImportBench.ImportAsync),
        new("import-memory", "P3", ImportBench.MemoryAsync),
        new("rollback", "P6", ImportBench.RollbackAsync),
        new("restarts", "R6", RestartBench.RunAsync),
        new("kills", "R1", KillsBench.RunAsync),
        new("kill-ratio", "R1: with a kill ÷ without", KillsBench.RatioAsync),
    ];
}
