using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record BenchmarkRow(OrganizationId Tenant, BenchmarkMetric Metric, CohortKind Cohort, string CohortKey, BenchmarkReading Reading);
