namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Cohorts">Those this client belongs to.</param>
public sealed record BenchmarkPage(DateOnly? Day, IReadOnlyList<CohortKind> Cohorts, IReadOnlyList<BenchmarkView> Metrics);
