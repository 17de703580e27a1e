using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

internal sealed record PlanSummary(PlanCounts Counts, int Total, byte[] Digest, long SampleSeed);
