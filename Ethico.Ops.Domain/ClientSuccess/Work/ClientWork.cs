using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What there is to do about one's clients (client-success.md 4.5, 4.7).</summary>
[UseCase]
public sealed class ClientWork(AccessGate gate, IClientWork work, NightCalendar calendar, TimeProvider clock)
{
    public const int ReasonLeast = 10;
    public const int ReasonMost = 500;
    public const int SnoozeMost = 30;

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<RenewalList>> RenewalsAsync(Caller caller, RenewalQuery query, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, Act(AuditAction.ViewHealth, "Renewals"), tenant: null, ct) is { } refused)
            return refused;
        return await work.RenewalsAsync(
            ClientScope.Of(caller), query with { Size = Math.Clamp(query.Size, 1, RenewalQuery.SizeMost) }, caller.May(Permission.ViewRevenue).IsGiven, ct);
    }

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<WorkPage>> PageAsync(Caller caller, WorkQuery query, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, Act(AuditAction.ViewHealth, query.List is WorkList.Tasks ? "SuccessTasks" : "Alerts"), query.Tenant, ct) is { } refused)
            return refused;
        return await work.PageAsync(ClientScope.Of(caller), caller, query with { Size = Math.Clamp(query.Size, 1, WorkQuery.SizeMost) }, ct);
    }

    /// <summary>One alert with its steps, whatever lists are narrowed to.</summary>
    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<AlertSteps>> AlertAsync(Caller caller, Guid alert, CancellationToken ct)
    {
        var act = Act(AuditAction.ViewHealth, "Alert") with { EntityId = alert.ToString() };
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, act, tenant: null, ct) is { } refused)
            return refused;
        var found = await work.AlertAsync(ClientScope.Of(caller), alert, ct);
        return found is { IsAllowed: true, Value: { } steps } ? Outcome.Of(steps) : await gate.RefuseAsync(caller, act, found.Refusal ?? AccessRefusals.NotFoundOrNotYours, tenant: null, ct);
    }

    [Needs(Permission.OverrideHealth)]
    public Task<Outcome<Done>> AcknowledgeAsync(Caller caller, Guid alert, long version, CancellationToken ct) =>
        MoveAsync(caller, AuditAction.AcknowledgeAlert, alert, version, AlertState.Acknowledged, null, null, ct);

    /// <summary>Until a day, 1 to 30 days on; it returns on that day if its condition still holds.</summary>
    [Needs(Permission.OverrideHealth)]
    public Task<Outcome<Done>> SnoozeAsync(Caller caller, Guid alert, long version, DateOnly until, CancellationToken ct) =>
        MoveAsync(caller, AuditAction.SnoozeAlert, alert, version, AlertState.Snoozed, until, null, ct);

    [Needs(Permission.OverrideHealth)]
    public Task<Outcome<Done>> DismissAsync(Caller caller, Guid alert, long version, string reason, CancellationToken ct) =>
        MoveAsync(caller, AuditAction.DismissAlert, alert, version, AlertState.Dismissed, null, reason, ct);

    [Needs(Permission.OverrideHealth)]
    public Task<Outcome<Done>> CompleteTaskAsync(Caller caller, Guid task, long version, string? outcome, CancellationToken ct) =>
        CloseAsync(caller, AuditAction.CompleteSuccessTask, task, version, isDone: true, outcome, ct);

    [Needs(Permission.OverrideHealth)]
    public Task<Outcome<Done>> SkipTaskAsync(Caller caller, Guid task, long version, string reason, CancellationToken ct) =>
        CloseAsync(caller, AuditAction.SkipSuccessTask, task, version, isDone: false, reason, ct);

    private async Task<Outcome<Done>> MoveAsync(
        Caller caller, AuditAction action, Guid alert, long version, AlertState to, DateOnly? until, string? reason, CancellationToken ct)
    {
        var act = Act(action, "Alert") with { EntityId = alert.ToString(), Reason = reason };
        if (await gate.AskAsync(caller, Permission.OverrideHealth, act, tenant: null, ct) is { } refused)
            return refused;
        var today = calendar.Today(clock.GetUtcNow());
        if (to is AlertState.Snoozed && (until <= today || until > today.AddDays(SnoozeMost)))
            return await gate.RefuseAsync(caller, act, HealthRefusals.Wrong("until", "Snooze for 1 to 30 days."), tenant: null, ct);
        if (to is AlertState.Dismissed && reason?.Trim().Length is not (>= ReasonLeast and <= ReasonMost))
            return await gate.RefuseAsync(caller, act, HealthRefusals.Wrong("reason", "Say why in 10 to 500 characters."), tenant: null, ct);
        var moved = await work.MoveAlertAsync(caller, act, ClientScope.Of(caller, Permission.OverrideHealth), alert, version, to, until, reason?.Trim(), ct);
        return moved.IsAllowed ? moved : await gate.RefuseAsync(caller, act, moved.Refusal, tenant: null, ct);
    }

    private async Task<Outcome<Done>> CloseAsync(Caller caller, AuditAction action, Guid task, long version, bool isDone, string? words, CancellationToken ct)
    {
        var act = Act(action, "SuccessTask") with { EntityId = task.ToString() };
        if (await gate.AskAsync(caller, Permission.OverrideHealth, act, tenant: null, ct) is { } refused)
            return refused;
        if (words?.Trim().Length > ReasonMost || (!isDone && (words?.Trim().Length ?? 0) < ReasonLeast))
            return await gate.RefuseAsync(caller, act, HealthRefusals.Wrong("reason", isDone ? "Keep it within 500 characters." : "Say why in 10 to 500 characters."), tenant: null, ct);
        var closed = await work.CloseTaskAsync(caller, act, ClientScope.Of(caller, Permission.OverrideHealth), task, version, isDone, words?.Trim(), ct);
        return closed.IsAllowed ? closed : await gate.RefuseAsync(caller, act, closed.Refusal, tenant: null, ct);
    }

    private static AuditAct Act(AuditAction action, string what) => new(action) { EntityType = what };
}
