using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Entries as a zip (docs/audit-format.md). Everything, one session, or a time range (each stream it touches, whole) can be
/// verified offline; any other filter, and one's own entries only, cannot, and the manifest says so.
/// </summary>
[UseCase]
public sealed class AuditExport(AccessGate gate, IAuditBook book, IAuditSigner signer)
{
    /// <summary>Streams the archive. Nothing was written to <paramref name="to"/> if the answer is a refusal of rights or of the filter.</summary>
    [Needs(Permission.ViewAudit)]
    public async Task<Outcome<AuditManifest>> WriteAsync(Caller caller, AuditFilterInput input, Stream to, CancellationToken ct)
    {
        var parsed = AuditFilter.Parse(input);
        if (!parsed.IsAllowed)
            return parsed.Refusal;
        var act = new AuditAct(AuditAction.ExportData) { EntityType = "AuditTrail", EntityId = parsed.Value.Session?.ToString(), Detail = parsed.Value.ToDetail() };
        var narrowed = await AuditBook.NarrowAsync(gate, caller, act, parsed.Value, ct);
        if (!narrowed.IsAllowed)
            return narrowed.Refusal;

        var filter = narrowed.Value;
        return await book.LendAsync(
            caller, act, filter, (evidence, token) => AuditArchiveWriter.WriteAsync(evidence, caller.Id.ToString(), filter.ToWords(), signer, to, token), ct);
    }
}
