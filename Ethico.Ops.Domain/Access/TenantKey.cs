using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// What a page inside a tenant presents at the door: the caller and the session it believes is open. It names no tenant:
/// the database knows which one the session is in, and whether it still is.
/// </summary>
public sealed record TenantKey(Caller Caller, SessionId Session);
