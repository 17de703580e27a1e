using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The plan and the import as pages show them; personal values leave the database masked unless revealed.</summary>
public interface IPlanViews
{
    Task<Outcome<PlanFigures>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    /// <param name="after">Position of the last line of the page before; 0: from the beginning.</param>
    Task<Outcome<KeysetPage<PlanLine>>> LinesAsync(
        TenantKey key, RunId run, PlanAction action, ConflictKind? kind, int after, int size, AuditAct act, CancellationToken ct);

    Task<Outcome<PlanSample>> SampleAsync(TenantKey key, RunId run, PlanPick pick, bool isRevealed, AuditAct act, CancellationToken ct);

    /// <summary>The records the last sheet drew, live.</summary>
    Task<Outcome<PlanSample>> DrawnAsync(TenantKey key, RunId run, bool isRevealed, AuditAct act, CancellationToken ct);

    Task<Outcome<ImportProgress>> ProgressAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    Task<Outcome<KeysetPage<FailedRow>>> FailuresAsync(TenantKey key, RunId run, int after, int size, AuditAct act, CancellationToken ct);

    /// <summary>What stopped the import, in the order it was met.</summary>
    Task<Outcome<IReadOnlyList<DriftRow>>> DriftAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);
}
