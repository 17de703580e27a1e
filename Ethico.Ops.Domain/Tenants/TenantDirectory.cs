using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Tenants;

/// <summary>Finding a tenant to enter (access.md 4). Searches and short-cuts show nothing outside the caller's scope.</summary>
[UseCase]
public sealed class TenantDirectory(AccessGate gate, ITenantDirectory directory)
{
    public const int TermLeast = 2;
    public const int TermMost = 100;
    public const int Hits = 8;
    public const int Recent = 5;

    [Needs(Permission.SearchTenants)]
    public async Task<Outcome<IReadOnlyList<TenantHit>>> SearchAsync(Caller caller, string term, CancellationToken ct)
    {
        var words = term?.Trim() ?? "";
        var act = new AuditAct(AuditAction.SearchTenants) { Detail = new JsonObject { ["length"] = words.Length } };
        if (await gate.AskAsync(caller, Permission.SearchTenants, act, tenant: null, ct) is { } refused)
            return refused;
        if (words.Length is < TermLeast or > TermMost || words.Any(char.IsControl) || !AuditText.IsFit(words))
            return TenantRefusals.TermLength;
        var found = await directory.SearchAsync(caller, words, AssignedOnly(caller), Hits, ct);
        return found.IsAllowed ? found : await gate.RefuseAsync(caller, act, found.Refusal, tenant: null, ct);
    }

    [Needs(Permission.SearchTenants)]
    public async Task<Outcome<TenantHit>> FindAsync(Caller caller, OrganizationId tenant, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.SearchTenants) { EntityType = "Organization", EntityId = tenant.ToString(), Tenant = tenant };
        if (await gate.AskAsync(caller, Permission.SearchTenants, act, tenant, ct) is { } refused)
            return refused;
        var found = await directory.FindAsync(caller, tenant, AssignedOnly(caller), ct);
        if (!found.IsAllowed)
            return found.Refusal;
        return found.Value is { } hit ? Outcome.Of(hit) : await gate.RefuseAsync(caller, act, AccessRefusals.NotFoundOrNotYours, tenant, ct);
    }

    [Needs(Permission.SearchTenants)]
    public async Task<Outcome<TenantShortcuts>> ShortcutsAsync(Caller caller, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.SearchTenants, new AuditAct(AuditAction.SearchTenants), tenant: null, ct) is { } refused)
            return refused;
        return await directory.ShortcutsAsync(caller, AssignedOnly(caller), Recent, ct);
    }

    [Needs(Permission.SearchTenants)]
    public async Task<Outcome<Done>> PinAsync(Caller caller, OrganizationId tenant, bool isPinned, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.PinTenant) { EntityType = "Organization", EntityId = tenant.ToString(), Tenant = tenant };
        if (await gate.AskAsync(caller, Permission.SearchTenants, act, tenant, ct) is { } refused)
            return refused;
        return await directory.PinAsync(caller, tenant, isPinned, ct);
    }

    private static bool AssignedOnly(Caller caller) => caller.May(Permission.SearchTenants).Scope is not Scope.All;
}
