using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IPlaybooks
{
    /// <summary>Only those that are written.</summary>
    Task<Outcome<IReadOnlyList<Playbook>>> ListAsync(CancellationToken ct);

    /// <summary>Replaces all steps of the version that was looked at; tasks that an alert opened stay as they are.</summary>
    Task<Outcome<Done>> SaveAsync(Caller caller, AuditAct act, Playbook playbook, CancellationToken ct);
}
