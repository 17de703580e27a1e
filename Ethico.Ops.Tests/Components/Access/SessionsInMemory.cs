using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Tests.Components.Access;

/// <summary>Sessions that answer as the database would, and count how often they were asked.</summary>
internal sealed class SessionsInMemory(TimeProvider clock) : IImpersonationSessions
{
    private readonly Dictionary<SessionId, SessionView> kept = [];

    public int Asked { get; private set; }

    public int Opened { get; private set; }

    /// <summary>Stands in for the next answer.</summary>
    public Refusal? Refuses { get; set; }

    /// <summary>Held back until it is completed: the database takes its time.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public SessionView Seed(int minutes = 60, SessionMode mode = SessionMode.Read, string tenant = "Harbor & Vale Health", string? returnTo = null)
    {
        var now = clock.GetUtcNow();
        var view = new SessionView(
            new(Guid.CreateVersion7(now)), Desk.Me, "Mira Stone", Role.SupportTier2, Desk.Harbor.Id, tenant, "harborvale.example", "Enterprise",
            SeesContent: true, ReasonCategory.SupportTicket, "Reminders are not sent since Friday.", "SUP-48213", mode,
            mode is SessionMode.Write ? now.AddMinutes(30) : null, now, now.AddMinutes(minutes), now, null, null, ToReview: false, returnTo, now);
        kept[view.Id] = view;
        return view;
    }

    public void EndElsewhere(SessionId id, EndReason why) => kept[id] = kept[id] with { EndedAt = clock.GetUtcNow(), EndReason = why };

    public async Task<Outcome<SessionView>> OpenAsync(Caller caller, SessionWish wish, CancellationToken ct)
    {
        Asked++;
        if (Gate is { } gate)
            await gate.Task.WaitAsync(ct);
        if (Refuses is { } refusal)
            return refusal;
        Opened++;
        foreach (var open in kept.Values.Where(s => s.EndedAt is null).ToList())
            EndElsewhere(open.Id, EndReason.Switched);
        var view = Seed(wish.Minutes, returnTo: wish.ReturnTo) with { Reason = wish.Reason, Ticket = wish.Ticket, Tenant = wish.Tenant };
        kept[view.Id] = view;
        return Outcome.Of(view);
    }

    public Task<Outcome<SessionView?>> FindOpenAsync(OperatorId who, CancellationToken ct)
    {
        Asked++;
        return Task.FromResult(Outcome.Of(kept.Values.Select(AsOfNow).SingleOrDefault(s => s.IsOpen)));
    }

    public Task<Outcome<SessionView?>> FindOwnAsync(Caller caller, SessionId session, CancellationToken ct)
    {
        Asked++;
        return Task.FromResult(Outcome.Of(kept.TryGetValue(session, out var found) ? AsOfNow(found) : null));
    }

    public Task<Outcome<SessionView>> ExtendAsync(Caller caller, SessionId session, int minutes, string reason, CancellationToken ct) =>
        Change(session, s => s with { ExpiresAt = SessionRules.ExtendedUntil(s.StartedAt, s.ExpiresAt, minutes) });

    public Task<Outcome<SessionView>> StepUpAsync(Caller caller, SessionId session, string reason, bool isLoud, CancellationToken ct) =>
        Change(session, s => s with { Mode = SessionMode.Write, WriteUntil = SessionRules.WriteUntil(clock.GetUtcNow(), s.ExpiresAt) });

    public Task<Outcome<SessionView>> FallBackAsync(Caller caller, SessionId session, CancellationToken ct) =>
        Change(session, s => s with { Mode = SessionMode.Read, WriteUntil = null });

    public Task<Outcome<bool>> EndAsync(Caller caller, SessionId session, EndReason why, string? words, CancellationToken ct)
    {
        Asked++;
        EndElsewhere(session, why);
        return Task.FromResult(Outcome.Of(true));
    }

    public Task<Outcome<IReadOnlyList<SessionView>>> LiveAsync(Caller caller, CancellationToken ct)
    {
        Asked++;
        return Task.FromResult(Outcome.Of<IReadOnlyList<SessionView>>([.. kept.Values.Select(AsOfNow).Where(s => s.IsOpen)]));
    }

    public Task<Outcome<Done>> ReviewAsync(Caller caller, SessionId session, string words, CancellationToken ct) => Task.FromResult(Outcome.Done);

    private Task<Outcome<SessionView>> Change(SessionId id, Func<SessionView, SessionView> how)
    {
        Asked++;
        if (Refuses is { } refusal)
            return Task.FromResult<Outcome<SessionView>>(refusal);
        if (!AsOfNow(kept[id]).IsOpen)
            return Task.FromResult<Outcome<SessionView>>(AccessRefusals.SessionOver);
        return Task.FromResult(Outcome.Of(AsOfNow(kept[id] = how(kept[id]))));
    }

    private SessionView AsOfNow(SessionView view)
    {
        var now = clock.GetUtcNow();
        var read = view with { ReadAt = now };
        if (read.EndedAt is null && read.ExpiresAt <= now)
            return read with { EndedAt = read.ExpiresAt, EndReason = EndReason.Expired };
        return read.WriteUntil <= now ? read with { Mode = SessionMode.Read, WriteUntil = null } : read;
    }
}
