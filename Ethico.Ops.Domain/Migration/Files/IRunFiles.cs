using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The files of a run: each operation whole, those of a person with their entry.</summary>
public interface IRunFiles
{
    Task<Outcome<IReadOnlyList<RunFileView>>> ListAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    /// <summary>Makes room for a file and hands out its ticket; the run is uploading again.</summary>
    Task<Outcome<UploadTicket>> BeginAsync(TenantKey key, RunId run, FileWish wish, AuditAct act, CancellationToken ct);

    /// <summary>A new ticket for an unfinished file; an earlier one of the same person ends.</summary>
    Task<Outcome<UploadTicket>> ResumeAsync(TenantKey key, RunId run, FileId file, AuditAct act, CancellationToken ct);

    Task<Outcome<Done>> RemoveAsync(TenantKey key, RunId run, FileId file, AuditAct act, CancellationToken ct);

    Task<Outcome<UploadFacts>> FactsAsync(UploadTicket ticket, OperatorId sender, CancellationToken ct);

    /// <summary>Checked, encrypted, on disk and recorded before it answers. The same chunk twice counts once.</summary>
    Task<Outcome<Done>> AppendAsync(UploadTicket ticket, OperatorId sender, int index, byte[] digest, ReadOnlyMemory<byte> chunk, CancellationToken ct);

    /// <param name="tree">SHA-256 over the joined chunk digests, as the browser computed it.</param>
    Task<Outcome<Done>> FinishAsync(UploadTicket ticket, OperatorId sender, byte[] tree, string correlationId, CancellationToken ct);

    /// <summary>For a job: the stored files in the order they are read.</summary>
    Task<Outcome<IReadOnlyList<StoredFile>>> StoredAsync(RunGrant grant, CancellationToken ct);

    /// <summary>For a person's look into the file (an export of its rows): the same, with the view's entry.</summary>
    Task<Outcome<IReadOnlyList<StoredFile>>> StoredAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);
}
