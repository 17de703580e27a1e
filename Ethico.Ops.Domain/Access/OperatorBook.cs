using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Who works here and for which tenants. Roles come from the identity provider; nobody changes their own entry.</summary>
[UseCase]
public sealed class OperatorBook(AccessGate gate, IOperatorBook book)
{
    [Needs(Permission.ManageOperators)]
    public async Task<Outcome<IReadOnlyList<OperatorEntry>>> ListAsync(Caller caller, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ManageOperators, new AuditAct(AuditAction.ViewOperators), tenant: null, ct) is { } refused)
            return refused;
        return await book.ListAsync(caller, ct);
    }

    [Needs(Permission.ManageOperators)]
    public async Task<Outcome<Done>> AssignAsync(Caller caller, OperatorId who, OrganizationId tenant, DateTimeOffset? until, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.AssignTenant) { EntityType = "Operator", EntityId = who.ToString(), Tenant = tenant };
        if (await RefusedAsync(caller, who, act, ct) is { } refused)
            return refused;
        return await OrRefuseAsync(caller, act, await book.AssignAsync(caller, who, tenant, until, ct), ct);
    }

    [Needs(Permission.ManageOperators)]
    public async Task<Outcome<Done>> EndAssignmentAsync(Caller caller, Guid assignment, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.EndAssignment) { EntityType = "Assignment", EntityId = assignment.ToString() };
        if (await gate.AskAsync(caller, Permission.ManageOperators, act, tenant: null, ct) is { } refused)
            return refused;
        return await OrRefuseAsync(caller, act, await book.EndAssignmentAsync(caller, assignment, ct), ct);
    }

    [Needs(Permission.ManageOperators)]
    public Task<Outcome<Done>> DeactivateAsync(Caller caller, OperatorId who, string reason, CancellationToken ct) =>
        SetActiveAsync(caller, who, isActive: false, reason, ct);

    [Needs(Permission.ManageOperators)]
    public Task<Outcome<Done>> ReactivateAsync(Caller caller, OperatorId who, string reason, CancellationToken ct) =>
        SetActiveAsync(caller, who, isActive: true, reason, ct);

    private async Task<Outcome<Done>> SetActiveAsync(Caller caller, OperatorId who, bool isActive, string reason, CancellationToken ct)
    {
        var act = new AuditAct(isActive ? AuditAction.ReactivateOperator : AuditAction.DeactivateOperator)
        {
            EntityType = "Operator", EntityId = who.ToString(), Reason = reason is { Length: > SessionRules.ReasonMost } ? reason[..SessionRules.ReasonMost] : reason,
        };
        if (await RefusedAsync(caller, who, act, ct) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        return await OrRefuseAsync(caller, act, await book.SetActiveAsync(caller, who, isActive, reason.Trim(), ct), ct);
    }

    private async Task<Refusal?> RefusedAsync(Caller caller, OperatorId who, AuditAct act, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ManageOperators, act, tenant: null, ct) is { } refused)
            return refused;
        return who == caller.Id ? await gate.RefuseAsync(caller, act, AccessRefusals.Oneself, tenant: null, ct) : null;
    }

    private async Task<Outcome<Done>> OrRefuseAsync(Caller caller, AuditAct act, Outcome<Done> outcome, CancellationToken ct) =>
        outcome.IsAllowed ? outcome : await gate.RefuseAsync(caller, act, outcome.Refusal, tenant: null, ct);
}
