using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What a person does to a run, in an open session of its tenant. Each call is one transaction with its entry.</summary>
public interface IRunActs
{
    /// <summary>A new run in the session's tenant; its reference is drawn, and the caller holds it.</summary>
    Task<Outcome<RunHead>> BeginAsync(TenantKey key, AuditAct act, Guid? project, CancellationToken ct);

    /// <summary>
    /// Locks the head, asks holder, <see cref="RunMoves"/> and the move's own check, saves the document, moves, hands out the grant,
    /// and tells who listens.
    /// </summary>
    Task<Outcome<RunHead>> MoveAsync(TenantKey key, RunId run, RunMove move, AuditAct act, CancellationToken ct);

    Task<Outcome<RunHead>> TakeOverAsync(TenantKey key, RunId run, string? reason, AuditAct act, CancellationToken ct);

    /// <summary>Content, so a view with its entry.</summary>
    Task<Outcome<RunView>> OpenAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    /// <param name="version">Null: the newest.</param>
    Task<Outcome<RunDocument?>> DocumentAsync(TenantKey key, RunId run, RunDocumentKind kind, int? version, AuditAct act, CancellationToken ct);
}
