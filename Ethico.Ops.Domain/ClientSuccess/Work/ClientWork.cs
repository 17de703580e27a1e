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
    public async Task<Outcome<RenewalList>> RenewalsAsync(Caller caller, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, Act(AuditAction.ViewHealth, "Renewals"), tenant: null, ct) is { } refused)
            return refused;
        return await work.RenewalsAsync(ClientScope.Of(caller), caller.May(Permission.ViewRevenue).IsGiven, ct);
    }

    /// <param name="caller">Who asks.</param>
    /// <param name="mineOnly">Owned by the caller.</param>
    /// <param name="tenant">Of one client; null: of the whole scope.</param>
    /// <param name="withClosed">The resolved and dismissed ones of a year too.</param>
    /// <param name="ct">Cancels it.</param>
    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<IReadOnlyList<AlertRow>>> AlertsAsync(Caller caller, bool mineOnly, OrganizationId? tenant, bool withClosed, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, Act(AuditAction.ViewHealth, "Alerts"), tenant, ct) is { } refused)
            return refused;
        return await work.AlertsAsync(ClientScope.Of(caller), mineOnly ? caller.Id : null, mineOnly ? caller.Role : null, tenant, withClosed, ct);
    }

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<IReadOnlyList<SuccessTask>>> TasksAsync(Caller caller, bool mineOnly, OrganizationId? tenant, bool withClosed, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, Act(AuditAction.ViewHealth, "SuccessTasks"), tenant, ct) is { } refused)
            return refused;
        return await work.TasksAsync(ClientScope.Of(caller), mineOnly ? caller.Id : null, tenant, withClosed, ct);
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
