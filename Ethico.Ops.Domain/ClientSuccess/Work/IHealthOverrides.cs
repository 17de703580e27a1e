using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IHealthOverrides
{
    /// <summary>Replaces <see cref="OverrideWish.Over"/> in the same transaction; if another stands, or it was ended, that is a conflict.</summary>
    Task<Outcome<Done>> SetAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, OverrideWish wish, DateOnly today, CancellationToken ct);

    /// <param name="caller">Who ends it.</param>
    /// <param name="act">Its entry.</param>
    /// <param name="scope">The caller's book.</param>
    /// <param name="tenant">Which client.</param>
    /// <param name="standing">The one to end; another in its place is a conflict.</param>
    /// <param name="ct">Cancels it.</param>
    Task<Outcome<Done>> CancelAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, Guid standing, CancellationToken ct);
}
