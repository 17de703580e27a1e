using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Reads one group of one record of the entered tenant, if <see cref="RevealRules.Decide"/> allows it.</summary>
public interface IReveals
{
    Task<Outcome<RevealedGroup>> ReadAsync(TenantKey key, AuditAct act, RevealTarget target, RevealGroup group, CancellationToken ct);
}
