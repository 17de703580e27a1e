using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Figures and facts of the entered tenant, as far as the session's role may see them.</summary>
public interface ITenantOverview
{
    Task<Outcome<OverviewFacts>> ReadAsync(TenantKey key, AuditAct act, CancellationToken ct);
}
