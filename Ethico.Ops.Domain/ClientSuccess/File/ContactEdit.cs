using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Id">Null: a new one.</param>
public sealed record ContactEdit(Guid? Id, string Name, string? Email, IReadOnlyList<string> Roles, AccountId? AccountId, long RowVersion);
