using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Previews of a rollback: they write the list of what will not simply go, and nothing of the client's.</summary>
public interface IRollbackViews
{
    /// <summary>Judges every record of the run anew; choices stay where the record is as it was.</summary>
    Task<Outcome<RollbackView>> PreviewAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    /// <summary>Null: nobody has looked yet.</summary>
    Task<Outcome<RollbackView?>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    Task<Outcome<KeysetPage<RollbackLine>>> LinesAsync(
        TenantKey key, RunId run, RollbackVerdict verdict, int after, int size, bool isRevealed, AuditAct act, CancellationToken ct);

    /// <summary>Keeps the choice and answers the preview with it, under its new digest.</summary>
    Task<Outcome<RollbackView>> ChooseAsync(TenantKey key, RunId run, RollbackWish wish, AuditAct act, CancellationToken ct);
}
