using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface INightRuns
{
    Task<Outcome<Done>> RecordAsync(Caller caller, AuditAct act, CancellationToken ct);

    Task<Outcome<NightRunList>> ListAsync(CancellationToken ct);
}
