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
}
