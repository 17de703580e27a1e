using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Sheets, judged samples and signatures of a run.</summary>
public interface ISheets
{
    /// <summary>Reads the file again, counts the client's tables, and keeps a new sheet.</summary>
    Task<Outcome<SheetView>> CountAsync(TenantKey key, RunId run, AuditAct look, AuditAct act, CancellationToken ct);

    /// <summary>The last one; null before the first.</summary>
    Task<Outcome<SheetView?>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    Task<Outcome<SheetSamples>> SamplesAsync(TenantKey key, RunId run, bool isRevealed, AuditAct act, CancellationToken ct);

    Task<Outcome<Done>> JudgeAsync(TenantKey key, RunId run, int position, bool matches, string? note, AuditAct act, CancellationToken ct);

    Task<Outcome<Done>> NoteAsync(TenantKey key, RunId run, string subject, string note, AuditAct act, CancellationToken ct);

    /// <summary>A new signature under the last sheet; moves the run.</summary>
    Task<Outcome<RunHead>> SignAsync(TenantKey key, RunId run, SignOffWish wish, AuditAct act, CancellationToken ct);

    Task<Outcome<(RunHead Head, SheetView Sheet)>> ForExportAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);
}
