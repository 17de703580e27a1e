using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Conflicts of the stored plan, inside an open session of its tenant. Each call is one transaction with its entry.</summary>
public interface IConflictBook
{
    /// <param name="positions">Null: all of the kind.</param>
    /// <returns>How many were decided.</returns>
    Task<Outcome<int>> DecideAsync(
        TenantKey key, RunId run, ConflictKind conflict, ConflictDecision decision, IReadOnlyCollection<int>? positions, AuditAct act, CancellationToken ct);
}
