using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Entering and leaving a tenant (access.md 4, 5).</summary>
[UseCase]
public sealed class ImpersonationService(AccessGate gate, IImpersonationSessions sessions)
{
    /// <summary>So many sessions that wait for a review are listed, the oldest first.</summary>
    public const int MostToReview = 500;

    [Needs(Permission.EnterTenant)]
    public async Task<Outcome<SessionView>> StartAsync(Caller caller, SessionWish wish, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.SessionRefused)
        {
            EntityType = "Organization", EntityId = wish.Tenant.ToString(), Tenant = wish.Tenant, Ticket = Shorten(wish.Ticket, SessionRules.TicketMost),
            Reason = Shorten(wish.Reason, SessionRules.ReasonMost),
        };
        if (await gate.AskAsync(caller, Permission.EnterTenant, act, wish.Tenant, ct) is { } refused)
            return refused;
        var fault = SessionRules.CheckReason(wish.Reason) ?? SessionRules.CheckCategory(wish.Category) ?? SessionRules.CheckTicket(wish.Ticket) ?? SessionRules.CheckDuration(wish.Minutes);
        if (fault is not null)
            return await gate.RefuseAsync(caller, act, fault, wish.Tenant, ct);

        var tidy = wish with { Reason = wish.Reason.Trim(), Ticket = string.IsNullOrWhiteSpace(wish.Ticket) ? null : wish.Ticket.Trim() };
        var opened = await sessions.OpenAsync(caller, tidy, ct);
        return opened.IsAllowed ? opened : await gate.RefuseAsync(caller, act, opened.Refusal, wish.Tenant, ct);
    }

    [OpenToAnyone("one's own open session, or none")]
    public Task<Outcome<SessionView?>> CurrentAsync(Caller caller, CancellationToken ct) => sessions.FindOpenAsync(caller.Id, ct);

    [OpenToAnyone("one's own session, open or over")]
    public Task<Outcome<SessionView?>> FindOwnAsync(Caller caller, SessionId session, CancellationToken ct) => sessions.FindOwnAsync(caller, session, ct);

    [Needs(Permission.EnterTenant)]
    public async Task<Outcome<SessionView>> ExtendAsync(Caller caller, SessionId session, int minutes, string reason, CancellationToken ct)
    {
        var act = Act(AuditAction.ExtendSession, session, reason);
        if (await gate.AskAsync(caller, Permission.EnterTenant, act, tenant: null, ct) is { } refused)
            return refused;
        var fault = SessionRules.CheckReason(reason) ?? (SessionRules.ExtensionMinutes.Contains(minutes) ? null : AccessRefusals.Duration);
        if (fault is not null)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        return await OrRefuse(caller, act, await sessions.ExtendAsync(caller, session, minutes, reason.Trim(), ct), ct);
    }

    [Needs(Permission.WriteInTenant)]
    public async Task<Outcome<SessionView>> StepUpAsync(Caller caller, SessionId session, string reason, CancellationToken ct)
    {
        var act = Act(AuditAction.StepUpToWrite, session, reason);
        if (await gate.AskAsync(caller, Permission.WriteInTenant, act, tenant: null, ct) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        var isLoud = caller.Role is Role.PlatformAdmin;
        return await OrRefuse(caller, act, await sessions.StepUpAsync(caller, session, reason.Trim(), isLoud, ct), ct);
    }

    [Needs(Permission.WriteInTenant)]
    public async Task<Outcome<SessionView>> FallBackAsync(Caller caller, SessionId session, CancellationToken ct)
    {
        var act = Act(AuditAction.FallBackToRead, session, words: null);
        if (await gate.AskAsync(caller, Permission.WriteInTenant, act, tenant: null, ct) is { } refused)
            return refused;
        return await OrRefuse(caller, act, await sessions.FallBackAsync(caller, session, ct), ct);
    }

    [OpenToAnyone("ending one's own session is never refused")]
    public Task<Outcome<bool>> EndAsync(Caller caller, SessionId session, CancellationToken ct) =>
        sessions.EndAsync(caller, session, EndReason.Manual, words: null, ct);

    [Needs(Permission.EndAnySession)]
    public async Task<Outcome<bool>> EndAnyAsync(Caller caller, SessionId session, string reason, CancellationToken ct)
    {
        var act = Act(AuditAction.EndSession, session, reason);
        if (await gate.AskAsync(caller, Permission.EndAnySession, act, tenant: null, ct) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        return await sessions.EndAsync(caller, session, EndReason.ForcedByAdmin, reason.Trim(), ct);
    }

    [Needs(Permission.EndAnySession)]
    public async Task<Outcome<IReadOnlyList<SessionView>>> LiveAsync(Caller caller, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.EndAnySession, new AuditAct(AuditAction.ViewLiveSessions), tenant: null, ct) is { } refused)
            return refused;
        return await sessions.LiveAsync(caller, ct);
    }

    /// <summary>Signs off a session marked to review; by another holder of the right than the one who was in it.</summary>
    [Needs(Permission.EndAnySession)]
    public async Task<Outcome<Done>> ReviewAsync(Caller caller, SessionId session, string words, CancellationToken ct)
    {
        var act = Act(AuditAction.ReviewSession, session, words);
        if (await gate.AskAsync(caller, Permission.EndAnySession, act, tenant: null, ct) is { } refused)
            return refused;
        if (SessionRules.CheckReason(words) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        return await OrRefuse(caller, act, await sessions.ReviewAsync(caller, session, words.Trim(), ct), ct);
    }

    private async Task<Outcome<T>> OrRefuse<T>(Caller caller, AuditAct act, Outcome<T> outcome, CancellationToken ct) =>
        outcome.IsAllowed ? outcome : await gate.RefuseAsync(caller, act, outcome.Refusal, tenant: null, ct);

    private static AuditAct Act(AuditAction action, SessionId session, string? words) =>
        new(action) { EntityType = "Session", EntityId = session.ToString(), Reason = Shorten(words, SessionRules.ReasonMost) };

    private static string? Shorten(string? text, int most) => text is { Length: > 0 } && text.Length > most ? text[..most] : text;
}
