using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Logins of the entered tenant, newest first.</summary>
public interface ITenantUsers
{
    /// <param name="mailHash">Of the address in the filter; null where none is sought.</param>
    Task<Outcome<KeysetPage<UserRow>>> ListAsync(
        TenantKey key, AuditAct act, UserFilter filter, byte[]? mailHash, AccountId? after, int size, CancellationToken ct);
}
