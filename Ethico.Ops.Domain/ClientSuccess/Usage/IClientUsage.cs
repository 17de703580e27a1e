using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IClientUsage
{
    Task<Outcome<UsageView?>> ReadAsync(ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CountGrain grain, CancellationToken ct);

    Task<Outcome<AdoptionView?>> AdoptionAsync(ClientScope scope, OrganizationId tenant, CancellationToken ct);

    Task<Outcome<IReadOnlyList<AdoptionMatrixRow>>> MatrixAsync(ClientScope scope, CancellationToken ct);

    Task<Outcome<Done>> RecordAsync(Caller caller, AuditAct act, CancellationToken ct);
}
