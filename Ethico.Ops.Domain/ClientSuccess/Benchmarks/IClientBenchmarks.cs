using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IClientBenchmarks
{
    Task<Outcome<BenchmarkPage?>> ReadAsync(ClientScope scope, OrganizationId tenant, CohortKind cohort, CancellationToken ct);
}
