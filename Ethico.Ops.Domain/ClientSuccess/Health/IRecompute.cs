using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IRecompute
{
    /// <summary>Through the job door, in one transaction with its entry; holds the limits.</summary>
    Task<Outcome<RecomputeResult>> RunAsync(Caller caller, AuditAct act, OrganizationId tenant, CancellationToken ct);
}
