namespace Ethico.Ops.Domain.Support;

/// <summary>One page of the tenant's logins.</summary>
/// <param name="PageSize">Held between 10 and 100; null is 25.</param>
public sealed record UserQuery(UserFilter Filter, string? Cursor = null, int? PageSize = null);
