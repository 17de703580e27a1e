namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="LowerIsBetter">Shown as an arrow.</param>
public sealed record BenchmarkView(BenchmarkMetric Metric, bool LowerIsBetter, CohortKind Cohort, string CohortKey, BenchmarkReading Reading);
