using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The way every read of one client begins and ends: the gate, and the same answer for unknown and foreign, with an entry.</summary>
internal static class ClientReads
{
    public static AuditAct Act(AuditAction action, OrganizationId tenant, string part) =>
        new(action) { EntityType = part, EntityId = tenant.ToString(), Tenant = tenant };

    public static async Task<Outcome<T>> ReadAsync<T>(
        this AccessGate gate, Caller caller, Permission permission, AuditAct act, OrganizationId tenant, Func<Task<Outcome<T?>>> read, CancellationToken ct)
        where T : class
    {
        if (await gate.AskAsync(caller, permission, act, tenant, ct) is { } refused)
            return refused;
        var found = await read();
        if (!found.IsAllowed)
            return found.Refusal;
        return found.Value is { } value ? Outcome.Of(value) : await gate.RefuseAsync(caller, act, AccessRefusals.NotFoundOrNotYours, tenant, ct);
    }
}
