using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>
/// Where one record's masked groups are revealed. The clear values are in this component and nowhere else; they go when their five
/// minutes are over by one timer of the server, when the page is left, when the session ends, and when the connection is lost.
/// </summary>
public sealed partial class RevealSpot
{
    private readonly Dictionary<RevealGroup, RevealedGroup> shown = [];
    private readonly Dictionary<RevealGroup, ITimer> timers = [];
    private IDisposable? kept;

    [Inject]
    public required Reveal Reveal { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required RevealKeeper Keeper { get; init; }

    [Parameter, EditorRequired]
    public required RevealTarget Target { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<RevealGroup> Groups { get; set; }

    /// <summary>What it is, for those who do not see it: "the reporter", "this login". Never a name.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    protected override void OnInitialized() => kept = Keeper.Keep(() => InvokeAsync(DropAll));

    protected override void OnParametersSet()
    {
        // Another record in the same place shows nothing of the one before.
        if (shown.Values.Any(r => r.Target != Target))
            DropAll();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            kept?.Dispose();
            DropAll();
        }

        base.Dispose(disposing);
    }

    private Task AskAsync(RevealGroup group) => ConfirmDialog.AskAsync(
        Dialogs,
        RevealWording.Verb(group),
        $"{RevealWording.What(Target.Kind, group)} For five minutes, or until you leave this page. The entry keeps your reason and which fields, not what they say.",
        "Reveal for 5 minutes",
        reason => RevealAsync(group, reason),
        asksReason: true);

    private async Task<Refusal?> RevealAsync(RevealGroup group, string reason)
    {
        if (await KeyAsync() is not { } key)
            return Ethico.Ops.Domain.Access.AccessRefusals.NoSession;
        var found = await Reveal.ShowAsync(key, Target, group, reason, LeaveToken);
        if (!found.IsAllowed)
        {
            await Workspace.CheckAsync(found.Refusal, LeaveToken);
            return found.Refusal;
        }

        // Left while the database answered: nobody is there to see it.
        if (LeaveToken.IsCancellationRequested)
            return null;
        Drop(group);
        shown[group] = found.Value;
        var left = found.Value.VisibleUntil - found.Value.ReadAt;
        timers[group] = Clock.CreateTimer(_ => _ = InvokeAsync(() => { Drop(group); StateHasChanged(); }), state: null, left, Timeout.InfiniteTimeSpan);
        StateHasChanged();
        return null;
    }

    private void Drop(RevealGroup group)
    {
        shown.Remove(group);
        if (timers.Remove(group, out var timer))
            timer.Dispose();
    }

    private void DropAll()
    {
        foreach (var group in shown.Keys.ToArray())
            Drop(group);
    }
}
