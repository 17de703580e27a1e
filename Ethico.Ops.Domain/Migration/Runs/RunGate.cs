using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The gate of every act on runs: who has no right to them is told "not found, or not yours", and leaves an entry.</summary>
public sealed class RunGate(AccessGate gate)
{
    /// <summary>Null: go on. Whether the run is in the caller's tenant is the door's to say.</summary>
    public async Task<Refusal?> AskAsync(Caller caller, Permission permission, AuditAct act, CancellationToken ct)
    {
        var refused = await gate.AskAsync(caller, permission, act, tenant: null, ct);
        return refused == AccessRefusals.NotAllowed ? MigrationRefusals.NotYours : refused;
    }

    /// <summary>Writes the entry of a refusal that another rule decided, and hands the refusal back.</summary>
    public Task<Refusal> RefuseAsync(Caller caller, AuditAct act, Refusal refusal, CancellationToken ct) =>
        gate.RefuseAsync(caller, act, refusal, tenant: null, ct);

    /// <summary>A digest (hex) as an entry holds it; null where it is none.</summary>
    public static string? Shown(string? digest) => digest is { Length: 64 } && digest.All(char.IsAsciiHexDigit) ? digest.ToLowerInvariant() : null;

    public static AuditAct Act(RunAct act, RunId run) => Act(act.Rule().Action, run);

    public static AuditAct Act(AuditAction action, RunId run) => new(action) { EntityType = "MigrationRun", EntityId = run.ToString() };
}
