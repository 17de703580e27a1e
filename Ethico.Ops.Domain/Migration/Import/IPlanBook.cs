using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The stored plan, inside an open session of its tenant. Each call is one transaction with its entry.</summary>
public interface IPlanBook
{
    /// <param name="seed">Another draw of the sample; null: the stored one.</param>
    Task<Outcome<PlanView>> ViewAsync(TenantKey key, RunId run, long? seed, AuditAct act, CancellationToken ct);

    Task<Outcome<IReadOnlyList<PlanRow>>> RowsAsync(TenantKey key, RunId run, PlanFilter filter, AuditAct act, CancellationToken ct);

    /// <summary>What stopped the import.</summary>
    Task<Outcome<IReadOnlyList<DriftRow>>> DriftAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    /// <param name="positions">Null: all of the kind.</param>
    /// <returns>How many were decided.</returns>
    Task<Outcome<int>> DecideAsync(
        TenantKey key, RunId run, ConflictKind conflict, ConflictDecision decision, IReadOnlyCollection<int>? positions, AuditAct act, CancellationToken ct);
}
