using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The content of a run, for use cases that mask it before a page sees it.</summary>
public interface IRunContents
{
    Task<Outcome<RunContents>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);
}
