using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Previews of a rollback, inside an open session of the tenant. Each call is one transaction with its entry.</summary>
public interface IRollbackBook
{
    /// <summary>Looks at every record of the run and keeps what it found; choices made before stay where the record is as it was.</summary>
    Task<Outcome<RollbackPreview>> PreviewAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    Task<Outcome<IReadOnlyList<RollbackRow>>> RowsAsync(TenantKey key, RunId run, int afterPosition, int size, AuditAct act, CancellationToken ct);

    /// <summary>Answers the preview with its new digest.</summary>
    Task<Outcome<RollbackPreview>> ChooseAsync(TenantKey key, RunId run, IReadOnlyCollection<int> positions, RollbackChoice choice, AuditAct act, CancellationToken ct);
}
