using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Heads of runs, at the portal's door: no content.</summary>
public interface IRuns
{
    Task<Outcome<RunList>> ListAsync(Caller caller, RunQuery query, AuditAct act, CancellationToken ct);

    Task<Outcome<RunHead>> HeadAsync(Caller caller, RunId run, AuditAct act, CancellationToken ct);

    /// <summary>
    /// Keeps the caller's hold while an editing page is open, in an open session of the run's tenant. No entry: it changes nothing
    /// but the instant. Answers the head, so the page sees who has it now.
    /// </summary>
    Task<Outcome<RunHead>> KeepAsync(Caller caller, RunId run, CancellationToken ct);
}
