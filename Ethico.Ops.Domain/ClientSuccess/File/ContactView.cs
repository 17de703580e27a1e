using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="AccountId">The login it is known to be the same as.</param>
public sealed record ContactView(Guid Id, string Name, string? Email, IReadOnlyList<string> Roles, AccountId? AccountId, DateOnly? LastSeenOn, long RowVersion);
