using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Decides whether a caller may begin an act, and leaves an entry of every refusal.</summary>
public sealed class AccessGate(IAssignments assignments, IAuditTrail trail)
{
    /// <summary>Null: go on. Scope S is decided against <paramref name="tenant"/>; without one (a list, an own session) the store narrows.</summary>
    public async Task<Refusal?> AskAsync(Caller caller, Permission permission, AuditAct act, OrganizationId? tenant, CancellationToken ct)
    {
        var grant = caller.May(permission);
        var refusal = grant.Scope switch
        {
            Scope.None => AccessRefusals.NotAllowed,
            Scope.Assigned when tenant is { } t && !await assignments.IsAssignedAsync(caller.Id, t, ct) => AccessRefusals.NotFoundOrNotYours,
            _ => null,
        };
        if (refusal is not null)
            await RefuseAsync(caller, act, refusal, tenant, ct);
        return refusal;
    }

    /// <summary>Writes the entry of a refusal that another rule decided, and hands the refusal back.</summary>
    public async Task<Refusal> RefuseAsync(Caller caller, AuditAct act, Refusal refusal, OrganizationId? tenant, CancellationToken ct)
    {
        await trail.RecordAsync(caller, act.Refused(refusal) with { Tenant = act.Tenant ?? tenant }, refused: true, ct);
        return refusal;
    }
}
