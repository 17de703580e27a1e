using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Makes checkpoints and compares the trail with them and with the anchor file.</summary>
public interface IAuditSeals
{
    /// <summary>Seals every head that moved, the act's own entry included, and appends the checkpoint to the anchor file.</summary>
    Task<Outcome<SealMade>> SealAsync(Caller caller, AuditAct act, CancellationToken ct);

    /// <summary>The same for scheduled work: however often one due instant comes, there is one checkpoint.</summary>
    Task<Outcome<SealMade>> SealAsync(JobFire fire, AuditAct act, CancellationToken ct);

    /// <summary>Verifies the database as it is now; the entry of it holds the verdict and is committed before anybody hears it.</summary>
    Task<Outcome<AuditVerdict>> VerifyAsync(Caller caller, AuditAct act, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<Outcome<KeysetPage<AuditCheckpoint>>> ListAsync(Caller caller, AuditAct act, long? before, int size, CancellationToken ct);
}
