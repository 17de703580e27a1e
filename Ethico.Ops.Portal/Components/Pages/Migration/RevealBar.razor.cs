using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>
/// One reveal of what a card masks: a reason, a few minutes. It tells the card what to show and when to forget it: after the time, on
/// leaving, and when the session or the connection is lost. The clear values are in the card only.
/// </summary>
public sealed partial class RevealBar<TShown>
{
    private ITimer? timer;
    private IDisposable? kept;
    private DateTimeOffset? until;
    private DateTimeOffset readAt;

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required RevealKeeper Keeper { get; init; }

    /// <summary>Something here is masked.</summary>
    [Parameter]
    public bool IsOffered { get; set; }

    [Parameter]
    public string Label { get; set; } = "Reveal what is masked here";

    /// <summary>What will be shown and what the entry keeps.</summary>
    [Parameter, EditorRequired]
    public required string Says { get; set; }

    [Parameter, EditorRequired]
    public required Func<TenantKey, string, CancellationToken, Task<Outcome<TShown>>> Reveal { get; set; }

    /// <summary>Until when it may be shown, and when it was read, by the database's clock; null: from now on, by this one's.</summary>
    [Parameter]
    public Func<TShown, (DateTimeOffset Until, DateTimeOffset ReadAt)>? Times { get; set; }

    /// <summary>With what may be shown; null: forget it and show the masked values again.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<TShown?> OnShown { get; set; }

    /// <summary>The card has read anew and shows masked values: the time is over.</summary>
    public void Forget()
    {
        timer?.Dispose();
        (timer, until) = (null, null);
    }

    protected override void OnInitialized() => kept = Keeper.Keep(() => InvokeAsync(DropAsync));

    protected override void Dispose(bool disposing)
    {
        timer?.Dispose();
        kept?.Dispose();
        base.Dispose(disposing);
    }

    private Task AskAsync() => ConfirmDialog.AskAsync(Dialogs, Label, Says, "Reveal for 5 minutes", RevealAsync, asksReason: true);

    private async Task<Refusal?> RevealAsync(string reason)
    {
        if (await KeyAsync() is not { } key)
            return AccessRefusals.NoSession;
        var found = await Reveal(key, reason, LeaveToken);
        if (!found.IsAllowed)
        {
            await Workspace.CheckAsync(found.Refusal, LeaveToken);
            return found.Refusal;
        }

        // Left while the database answered: nobody is there to see it.
        if (LeaveToken.IsCancellationRequested)
            return null;
        Forget();
        var now = Clock.GetUtcNow();
        var times = Times?.Invoke(found.Value) ?? (now + RevealedSamples.VisibleFor, now);
        (until, readAt) = times;
        timer = Clock.CreateTimer(_ => _ = InvokeAsync(DropAsync), state: null, times.Until - times.ReadAt, Timeout.InfiniteTimeSpan);
        await OnShown.InvokeAsync(found.Value);
        StateHasChanged();
        return null;
    }

    private async Task DropAsync()
    {
        Forget();
        await OnShown.InvokeAsync(null);
        if (!LeaveToken.IsCancellationRequested)
            StateHasChanged();
    }
}
