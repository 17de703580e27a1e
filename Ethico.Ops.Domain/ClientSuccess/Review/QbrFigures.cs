namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Everything a review is written from. There is no place in it for revenue, people, alerts or what was logged inside the house.</summary>
public sealed record QbrFigures(QbrBeside Beside, UsageView Usage, AdoptionView Adoption, BenchmarkPage Benchmarks);
