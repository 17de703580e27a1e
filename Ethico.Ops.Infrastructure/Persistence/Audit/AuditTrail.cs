using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

internal sealed class AuditTrail(OpsDatabase database) : IAuditTrail
{
    public async Task RecordAsync(Caller caller, AuditAct act, bool refused, CancellationToken ct)
    {
        // Refused anyway: where the database does not answer, the caller's refusal stands and nothing was let through.
        _ = await database.RecordAsync(caller, act, refused, ct);
    }
}
