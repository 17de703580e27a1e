using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IHealthOverrides
{
    /// <summary>Replaces an active one in the same transaction.</summary>
    Task<Outcome<Done>> SetAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, OverrideWish wish, DateOnly today, CancellationToken ct);

    Task<Outcome<Done>> CancelAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, CancellationToken ct);
}
