using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 7, inside an open session of the tenant. Each call is one transaction with its entry.</summary>
public interface ISheetBook
{
    /// <summary>Reads the files again and counts what is live; the sheet is kept.</summary>
    Task<Outcome<Sheet>> CountAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    /// <summary>The last one counted.</summary>
    Task<Outcome<Sheet>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    Task<Outcome<Done>> JudgeAsync(TenantKey key, RunId run, int position, bool matches, string? note, AuditAct act, CancellationToken ct);

    Task<Outcome<Done>> NoteAsync(TenantKey key, RunId run, string subject, string note, AuditAct act, CancellationToken ct);

    /// <summary>The same note under each row that failed for a reason and has none yet.</summary>
    /// <returns>How many rows it came under.</returns>
    Task<Outcome<int>> NoteRowsAsync(TenantKey key, RunId run, string reason, string note, AuditAct act, CancellationToken ct);

    /// <summary>Asks <see cref="SheetRules.MaySign"/> over the figures counted anew in the same transaction.</summary>
    Task<Outcome<RunHead>> SignAsync(TenantKey key, RunId run, SignOff sign, AuditAct act, CancellationToken ct);
}
