using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// The tenant session of this circuit. It holds what the database last said and decides nothing: the door does. Across a lost circuit
/// only the session's id is kept; which session that is, and whether it is still open, is read again.
/// </summary>
public sealed class Workspace(
    ImpersonationService sessions, IOperators operators, CircuitCaller caller, ISignals signals, TimeProvider clock, ViewerZone zone,
    NavigationManager navigation) : IDisposable
{
    private readonly List<Func<Task>> followers = [];
    private IDisposable? subscription;
    private ITimer? timer;
    private Func<Func<Task>, Task> dispatch = work => work();
    private TimeSpan offset;
    private int acting;
    private bool isDisposed;

    /// <summary>The only thing kept across a lost circuit: an id, which opens nothing by itself.</summary>
    [PersistentState]
    public Guid? Held { get; set; }

    public OperatorView? Me { get; private set; }

    public SessionView? Session { get; private set; }

    /// <summary>A session that ended without this circuit's doing; null once it was answered.</summary>
    public SessionOver? Over { get; private set; }

    /// <summary>The database's clock, as far as this circuit knows it.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + offset;

    /// <summary>Who asks, for one act.</summary>
    public Task<Caller> ActAsync() => caller.GetAsync();

    /// <summary>What the tenant door asks for, for one act; null without an open session.</summary>
    public async Task<TenantKey?> KeyAsync() => Session is { } open ? new TenantKey(await caller.GetAsync(), open.Id) : null;

    /// <summary>What the screen offers. The decision is the use case's.</summary>
    public bool May(Permission permission) => Me is { } me && AccessMatrix.Answer(me.Role, permission).IsGiven;

    /// <summary>Calls back on the circuit's own dispatcher after anything above changed, until disposed.</summary>
    public IDisposable Follow(Func<Task> follower)
    {
        followers.Add(follower);
        return new Following(followers, follower);
    }

    /// <summary>Once per circuit, before the first page: who this is, and the session they have open. A refusal when the database is away.</summary>
    public async Task<Refusal?> BeginAsync(Func<Func<Task>, Task> onDispatcher, CancellationToken ct)
    {
        dispatch = onDispatcher;
        var found = await operators.FindAsync((await caller.GetAsync()).Id, ct);
        if (!found.IsAllowed)
            return found.Refusal;
        Me = found.Value ?? throw new SignedOutException();
        zone.Set(Me.TimeZone);
        subscription = signals.Subscribe(Concerns, s => dispatch(() => UnlessSignedOutAsync(() => HeardAsync(s))));
        if (Held is { } id)
            await ReadAgainAsync(new SessionId(id), ct);
        if (Session is null && Over is null)
            await AdoptAsync(ct);
        return null;
    }

    public Task<Outcome<SessionView>> StartAsync(SessionWish wish, CancellationToken ct) =>
        DoAsync(async () => await sessions.StartAsync(await caller.GetAsync(), wish with { ReturnTo = wish.ReturnTo ?? ReturnAddress() }, ct));

    public Task<Outcome<SessionView>> ExtendAsync(int minutes, string reason, CancellationToken ct) =>
        InSessionAsync(async id => await sessions.ExtendAsync(await caller.GetAsync(), id, minutes, reason, ct));

    public Task<Outcome<SessionView>> StepUpAsync(string reason, CancellationToken ct) =>
        InSessionAsync(async id => await sessions.StepUpAsync(await caller.GetAsync(), id, reason, ct));

    public Task<Outcome<SessionView>> FallBackAsync(CancellationToken ct) =>
        InSessionAsync(async id => await sessions.FallBackAsync(await caller.GetAsync(), id, ct));

    /// <summary>Ends the session and answers where to go: back to where the person was before entering.</summary>
    public async Task<Outcome<string>> EndAsync(CancellationToken ct)
    {
        if (Session is not { } open)
            return Outcome.Of(PortalUrls.Home);
        acting++;
        try
        {
            var ended = await sessions.EndAsync(await caller.GetAsync(), open.Id, ct);
            if (!ended.IsAllowed)
                return ended.Refusal;
            Take(null);
        }
        finally
        {
            acting--;
        }

        return Outcome.Of(PortalUrls.SafeReturn(open.ReturnTo));
    }

    /// <summary>A door said that the session is over: look why, and show it.</summary>
    public async Task CheckAsync(Refusal refusal, CancellationToken ct)
    {
        if (Session is { } open && (refusal == AccessRefusals.SessionOver || refusal == AccessRefusals.ReadOnly))
        {
            await ReadAgainAsync(open.Id, ct);
            await TellAsync();
        }
    }

    /// <summary>The person has seen that a session is over; the one that is open now, if any, is shown instead.</summary>
    public async Task DismissAsync(CancellationToken ct)
    {
        Over = null;
        await AdoptAsync(ct);
        await TellAsync();
    }

    public void Dispose()
    {
        isDisposed = true;
        subscription?.Dispose();
        timer?.Dispose();
    }

    private async Task<Outcome<SessionView>> InSessionAsync(Func<SessionId, Task<Outcome<SessionView>>> act)
    {
        if (Session is not { } open)
            return AccessRefusals.NoSession;
        var outcome = await DoAsync(() => act(open.Id));
        if (!outcome.IsAllowed)
            await CheckAsync(outcome.Refusal, CancellationToken.None);
        return outcome;
    }

    private async Task<Outcome<SessionView>> DoAsync(Func<Task<Outcome<SessionView>>> act)
    {
        acting++;
        try
        {
            var outcome = await act();
            if (!outcome.IsAllowed)
                return outcome;
            Over = null;
            Take(outcome.Value);
            await TellAsync();
            return outcome;
        }
        finally
        {
            acting--;
        }
    }

    private bool Concerns(Signal signal) =>
        Me is { } me && signal.Concerns(me.Id)
        && signal.Kind is SignalKind.Resync or SignalKind.SessionOpened or SignalKind.SessionChanged or SignalKind.SessionEnded;

    private async Task HeardAsync(Signal signal)
    {
        // What this circuit does itself it hears of, too, and has its answer already.
        if (isDisposed || acting > 0)
            return;
        if (Session is { } open)
        {
            if (signal.Kind is SignalKind.SessionOpened || (signal.Session is { } about && about != open.Id))
                return;
            await ReadAgainAsync(open.Id, CancellationToken.None);
        }
        else
        {
            // Opened in another window. A tenant page that just closed is not turned towards it: that takes a click (C15).
            if (Over is not null && PortalUrls.IsInsideTenant("/" + navigation.ToBaseRelativePath(navigation.Uri)))
                return;
            Over = null;
            await AdoptAsync(CancellationToken.None);
        }

        await TellAsync();
    }

    private async Task AdoptAsync(CancellationToken ct)
    {
        var found = await sessions.CurrentAsync(await caller.GetAsync(), ct);
        if (found.IsAllowed)
            Take(found.Value);
    }

    private async Task ReadAgainAsync(SessionId id, CancellationToken ct)
    {
        var found = await sessions.FindOwnAsync(await caller.GetAsync(), id, ct);
        // No answer: what was known stays on the screen, and the timer still closes it. The door refuses either way.
        if (!found.IsAllowed)
        {
            if (Session is { } known && known.ExpiresAt <= Now)
                Finish(known, EndReason.Expired);
            return;
        }

        if (found.Value is { IsOpen: true } open)
            Take(open);
        else if (found.Value is { } ended)
            Finish(ended, ended.EndReason ?? EndReason.Expired);
        else
            Take(null);
    }

    private void Finish(SessionView last, EndReason cause)
    {
        Take(null);
        Over = cause is EndReason.Manual ? null : new SessionOver(last, cause);
    }

    private void Take(SessionView? session)
    {
        Session = session;
        Held = session?.Id.Value;
        timer?.Dispose();
        timer = null;
        if (session is null)
            return;
        offset = session.ReadAt - clock.GetUtcNow();
        // The one timer: the next instant at which the database will say something else. A second late, so that it has.
        var next = session.WriteUntil is { } until && until < session.ExpiresAt ? until : session.ExpiresAt;
        var wait = next - session.ReadAt + TimeSpan.FromSeconds(1);
        timer = clock.CreateTimer(_ => _ = dispatch(() => UnlessSignedOutAsync(DueAsync)), null, wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
    }

    // Nobody asked for this by a click: a circuit whose person is gone is on its way to the sign-in page already.
    private static async Task UnlessSignedOutAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (SignedOutException)
        {
            // Nothing is left to show to anybody.
        }
    }

    private async Task DueAsync()
    {
        if (isDisposed || Session is not { } open)
            return;
        await ReadAgainAsync(open.Id, CancellationToken.None);
        await TellAsync();
    }

    private string ReturnAddress()
    {
        var here = "/" + navigation.ToBaseRelativePath(navigation.Uri);
        var isEntrance = here.StartsWith(PortalUrls.Enter, StringComparison.OrdinalIgnoreCase);
        return PortalUrls.IsInsideTenant(here.Split('?')[0]) ? Session?.ReturnTo ?? Over?.Last.ReturnTo ?? PortalUrls.Home
            : isEntrance ? PortalUrls.Home : PortalUrls.SafeReturn(here);
    }

    private async Task TellAsync()
    {
        foreach (var follower in followers.ToArray())
        {
            // One that the turn before took off the screen is not asked any more.
            if (followers.Contains(follower))
                await follower();
        }
    }

    private sealed class Following(List<Func<Task>> followers, Func<Task> follower) : IDisposable
    {
        public void Dispose() => followers.Remove(follower);
    }
}
