using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One tenant's values of a day; a metric it has no value for is not in it.</summary>
public sealed record MetricValues(
    OrganizationId Tenant, string? Industry, SizeBand? Size, IReadOnlyDictionary<BenchmarkMetric, decimal> Values);
