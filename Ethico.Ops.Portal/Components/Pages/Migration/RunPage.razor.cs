using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>
/// One run: the step bar, who has it, and the step that is shown. It keeps the hold while it is open and follows the run's signals, at
/// most one reading a second; whatever it missed the next reading shows.
/// </summary>
public sealed partial class RunPage
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);
    private RunHead? head;
    private RunDesk? desk;
    private Refusal? refusal;
    private IDisposable? subscription;
    private IDisposable? following;
    private ITimer? calm;
    private ITimer? keeping;
    private string? loaded;
    private bool isDue;

    [Inject]
    public required MigrationRuns Runs { get; init; }

    [Inject]
    public required ISignals Signals { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter]
    public required string Which { get; set; }

    [SupplyParameterFromQuery]
    public int? Step { get; set; }

    private RunId Run => new(Guid.TryParse(Which, out var id) ? id : Guid.Empty);

    // The step of the address where it can be shown; else the one the run stands at.
    private int Shown => head is null ? 1 : Step is { } step and >= 1 and <= 8 && (step <= head.FurthestStep || (step == 8 && head.CompletedAt is not null)) ? step : head.Step;

    private string EnterText => $"{RunWording.Steps[(head?.Step ?? 1) - 1]} shows the client's own data. Say why you go in, and the run stands where it was left, with all that was chosen.";

    protected override void OnInitialized()
    {
        calm = Clock.CreateTimer(_ => _ = InvokeAsync(DueAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        keeping = Clock.CreateTimer(_ => _ = InvokeAsync(KeepAsync), null, Hold, Hold);
        subscription = Signals.Subscribe(s => s.Kind is SignalKind.Resync || (s.Kind is SignalKind.RunChanged && s.Run == Run.Value), _ => InvokeAsync(Soon));
        following = Workspace.Follow(() => InvokeAsync(LoadAsync));
    }

    protected override Task OnParametersSetAsync() => string.Equals(loaded, Which, StringComparison.Ordinal) ? Task.CompletedTask : LoadAsync();

    protected override void Dispose(bool disposing)
    {
        subscription?.Dispose();
        following?.Dispose();
        calm?.Dispose();
        keeping?.Dispose();
        base.Dispose(disposing);
    }

    private void Soon()
    {
        if (isDue)
            return;
        isDue = true;
        calm?.Change(Calm, Timeout.InfiniteTimeSpan);
    }

    // Counts move with every batch; the choices only when the state or a person's act did.
    private async Task DueAsync()
    {
        isDue = false;
        if (LeaveToken.IsCancellationRequested)
            return;
        var before = head;
        await KeepAsync();
        if (before is null || head is null || before.State != head.State || before.Version != head.Version || before.Hold.Holder != head.Hold.Holder)
            await LoadAsync();
    }

    private async Task KeepAsync()
    {
        if (desk is null || LeaveToken.IsCancellationRequested)
            return;
        try
        {
            var kept = await Runs.KeepAsync(await ActAsync(), Run, LeaveToken);
            if (!kept.IsAllowed)
                return;
            Take(desk.View with { Head = kept.Value });
            StateHasChanged();
        }
        catch (Exception fault) when (fault is OperationCanceledException or SignedOutException)
        {
            // Left, or on the way to the sign-in page.
        }
    }

    private async Task LoadAsync()
    {
        loaded = Which;
        try
        {
            if (Workspace.Session is { } session && (head is null || session.Tenant == head.Tenant) && await KeyAsync() is { } key)
            {
                var opened = await Runs.OpenAsync(key, Run, LeaveToken);
                if (opened.IsAllowed)
                {
                    Take(opened.Value);
                    StateHasChanged();
                    return;
                }

                await Workspace.CheckAsync(opened.Refusal, LeaveToken);
            }

            var found = await Runs.HeadAsync(await ActAsync(), Run, LeaveToken);
            (head, desk, refusal) = (found.IsAllowed ? found.Value : null, null, found.Refusal);
            StateHasChanged();
        }
        catch (Exception fault) when (fault is OperationCanceledException or SignedOutException)
        {
            // Left, or on the way to the sign-in page.
        }
    }

    private void Take(RunView view)
    {
        head = view.Head;
        desk = new RunDesk(view, Workspace.Me?.Id == head.Hold.Holder, PerformAsync, LoadAsync);
    }

    private async Task<bool> PerformAsync(Func<TenantKey, CancellationToken, Task<Refusal?>> perform)
    {
        if (await KeyAsync() is not { } key)
            return false;
        refusal = await perform(key, LeaveToken);
        if (refusal is not null)
        {
            await Workspace.CheckAsync(refusal, LeaveToken);
            StateHasChanged();
            return false;
        }

        var step = head?.Step;
        await LoadAsync();
        // A saved choice leaves filters and open rows where they are; a move shows the step the run stands at now.
        if (head?.Step != step)
            Navigation.NavigateTo(PortalUrls.Migration(Run), replace: true);
        return true;
    }

    private async Task TakeOverAsync()
    {
        if (head is null)
            return;
        if (head.IsHoldLapsed)
        {
            await PerformAsync(async (key, ct) => (await Runs.TakeOverAsync(key, Run, reason: null, ct)).Refusal);
            return;
        }

        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "Take this run over", $"{head.Hold.Who} is at work on it. Their page turns read-only at once and names you; what they typed and saved stays.",
            "Take over", async words => await KeyAsync() is { } key ? (await Runs.TakeOverAsync(key, Run, words, LeaveToken)).Refusal : AccessRefusals.NoSession, asksReason: true);
        if (isDone)
            await LoadAsync();
    }
}
