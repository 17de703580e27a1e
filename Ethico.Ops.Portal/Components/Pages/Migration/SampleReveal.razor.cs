using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>
/// One reveal for a step's masked columns: a reason, five minutes. It tells the step what to show and when to forget it: after the
/// time, on leaving, and when the connection is lost.
/// </summary>
public sealed partial class SampleReveal
{
    private ITimer? timer;
    private IDisposable? kept;
    private DateTimeOffset? until;
    private DateTimeOffset readAt;

    [Inject]
    public required MigrationMappings Mappings { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required RevealKeeper Keeper { get; init; }

    [Parameter, EditorRequired]
    public required RunId Run { get; set; }

    /// <summary>Names of the columns this page masks.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Columns { get; set; }

    /// <summary>With what may be shown; null: forget it.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<RevealedSamples?> OnShown { get; set; }

    protected override void OnInitialized() => kept = Keeper.Keep(() => InvokeAsync(DropAsync));

    protected override void Dispose(bool disposing)
    {
        timer?.Dispose();
        kept?.Dispose();
        base.Dispose(disposing);
    }

    private Task AskAsync() => ConfirmDialog.AskAsync(
        Dialogs, "Reveal masked columns",
        "Samples of these columns are shown for five minutes, or until you leave this page. The entry keeps your reason and the columns' names, not what they hold.",
        "Reveal for 5 minutes", RevealAsync, asksReason: true);

    private async Task<Refusal?> RevealAsync(string reason)
    {
        if (await KeyAsync() is not { } key)
            return Ethico.Ops.Domain.Access.AccessRefusals.NoSession;
        var found = await Mappings.RevealAsync(key, Run, Columns, reason, LeaveToken);
        if (!found.IsAllowed)
        {
            await Workspace.CheckAsync(found.Refusal, LeaveToken);
            return found.Refusal;
        }

        // Left while the database answered: nobody is there to see it.
        if (LeaveToken.IsCancellationRequested)
            return null;
        (until, readAt) = (found.Value.VisibleUntil, found.Value.ReadAt);
        timer?.Dispose();
        timer = Clock.CreateTimer(_ => _ = InvokeAsync(DropAsync), state: null, found.Value.VisibleUntil - found.Value.ReadAt, Timeout.InfiniteTimeSpan);
        await OnShown.InvokeAsync(found.Value);
        StateHasChanged();
        return null;
    }

    private async Task DropAsync()
    {
        timer?.Dispose();
        (timer, until) = (null, null);
        await OnShown.InvokeAsync(null);
        StateHasChanged();
    }
}
