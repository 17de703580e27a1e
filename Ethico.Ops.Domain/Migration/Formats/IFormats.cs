using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Looks into the stored files of a run, for the person at step 2.</summary>
public interface IFormats
{
    /// <summary>The beginning of each file under a choice; nothing is kept.</summary>
    Task<Outcome<IReadOnlyList<DetectedFormat>>> LookAsync(TenantKey key, RunId run, FormatChoice choice, AuditAct act, CancellationToken ct);

    /// <summary>All files to their ends under a choice; the findings become the run's newest documents Detection and Profile.</summary>
    Task<Outcome<DetectedRun>> DetectAsync(TenantKey key, RunId run, FormatChoice choice, AuditAct act, CancellationToken ct);

    /// <summary>
    /// Reads the files as the job did until it stops again, and answers the lines around that place, unmasked. Null: it does not stop
    /// any more, or at no line.
    /// </summary>
    Task<Outcome<StoppedLines?>> StoppedAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);
}
