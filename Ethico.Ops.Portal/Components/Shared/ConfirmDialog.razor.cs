using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A decision, with a reason where the act wants one. It closes only when the act was done; a refusal leaves the text where it is.</summary>
public sealed partial class ConfirmDialog
{
    private string words = "";
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required Drafts Drafts { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What the button does, as a verb: "End session".</summary>
    [Parameter, EditorRequired]
    public required string Action { get; set; }

    /// <summary>What the other button does.</summary>
    [Parameter]
    public string Cancel { get; set; } = "Cancel";

    [Parameter]
    public bool IsDanger { get; set; }

    [Parameter]
    public bool AsksReason { get; set; }

    [Parameter]
    public string ReasonLabel { get; set; } = "Why, in your own words";

    /// <summary>Where the reason is kept until the act was done.</summary>
    [Parameter]
    public DraftPlace? DraftKey { get; set; }

    /// <summary>The act itself, given the reason; null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task<Refusal?>> OnGo { get; set; }

    /// <summary>Shows the dialog; true when the act was done.</summary>
    public static async Task<bool> AskAsync(
        IDialogService dialogs, string title, string text, string action, Func<string, Task<Refusal?>> onGo, bool asksReason = false, bool isDanger = false,
        DraftPlace? draftKey = null, string cancel = "Cancel")
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, title }, { d => d.Text, text }, { d => d.Action, action }, { d => d.OnGo, onGo },
            { d => d.AsksReason, asksReason }, { d => d.IsDanger, isDanger }, { d => d.DraftKey, draftKey }, { d => d.Cancel, cancel },
        };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, OpsDialogs.Decision);
        return await shown.Result is { Canceled: false };
    }

    private async Task GoAsync()
    {
        // Fifty clicks before the first redraw are one.
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            refusal = AsksReason ? SessionRules.CheckReason(words) : null;
            refusal ??= await OnGo(words);
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        if (DraftKey is not null)
            Drafts.Forget(DraftKey);
        Dialog.Close(DialogResult.Ok(true));
    }
}
