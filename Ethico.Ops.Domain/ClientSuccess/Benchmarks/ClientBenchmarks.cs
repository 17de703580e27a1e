using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A client beside its peers (client-success.md 4.8).</summary>
[UseCase]
public sealed class ClientBenchmarks(AccessGate gate, IClientBenchmarks benchmarks)
{
    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<BenchmarkPage>> ReadAsync(Caller caller, OrganizationId tenant, CohortKind cohort, CancellationToken ct) => gate.ReadAsync(
        caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "ClientBenchmarks"), tenant,
        () => benchmarks.ReadAsync(ClientScope.Of(caller), tenant, cohort, ct), ct);
}
