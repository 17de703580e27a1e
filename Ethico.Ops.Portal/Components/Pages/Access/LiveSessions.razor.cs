using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Access;

/// <summary>All open sessions, live, and those waiting for a second person's eyes.</summary>
public sealed partial class LiveSessions
{
    // A burst of signals is one reading; each is an entry in the trail.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private IReadOnlyList<SessionView>? sessions;
    private Refusal? refusal;
    private IDisposable? subscription;
    private ITimer? timer;
    private bool isDue;

    [Inject]
    public required ImpersonationService Sessions { get; init; }

    [Inject]
    public required ISignals Signals { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    private IReadOnlyList<SessionView>? Live => sessions is null ? null : [.. sessions.Where(s => s.IsOpen)];

    private IReadOnlyList<SessionView>? ToReview => sessions is null ? null : [.. sessions.Where(s => s.ToReview)];

    protected override Task OnInitializedAsync()
    {
        timer = Clock.CreateTimer(_ => _ = InvokeAsync(DueAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        subscription = Signals.Subscribe(
            s => s.Kind is SignalKind.SessionOpened or SignalKind.SessionChanged or SignalKind.SessionEnded or SignalKind.Resync,
            _ => InvokeAsync(Soon));
        return LoadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        subscription?.Dispose();
        timer?.Dispose();
        base.Dispose(disposing);
    }

    private void Soon()
    {
        if (isDue)
            return;
        isDue = true;
        timer?.Change(Calm, Timeout.InfiniteTimeSpan);
    }

    private async Task DueAsync()
    {
        isDue = false;
        if (LeaveToken.IsCancellationRequested)
            return;
        try
        {
            await LoadAsync();
            StateHasChanged();
        }
        catch (SignedOutException)
        {
            // This circuit is on its way to the sign-in page.
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var found = await Sessions.LiveAsync(await ActAsync(), LeaveToken);
            refusal = found.Refusal;
            sessions = found.IsAllowed ? found.Value : sessions;
        }
        catch (OperationCanceledException) when (LeaveToken.IsCancellationRequested)
        {
            // The page was left meanwhile.
        }
    }

    private async Task EndAsync(SessionView session)
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "End this session", $"{session.OperatorName} is put out of {session.TenantName} at once and told that an administrator did it. What they typed is kept for them.",
            "End session", async words => (await Sessions.EndAnyAsync(await ActAsync(), session.Id, words, LeaveToken)).Refusal, asksReason: true, isDanger: true);
        if (isDone)
            await LoadAsync();
    }

    private async Task ReviewAsync(SessionView session)
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "Sign this session off", $"You looked at what {session.OperatorName} changed in {session.TenantName}. Say what you found; it is kept with the session.",
            "Sign off", async words => (await Sessions.ReviewAsync(await ActAsync(), session.Id, words, LeaveToken)).Refusal, asksReason: true);
        if (isDone)
            await LoadAsync();
    }
}
