using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>
/// An act that is confirmed by typing a name or a reference, so that no habit of clicking does it. It closes only when the act was
/// done; a refusal leaves what was typed where it is.
/// </summary>
public sealed partial class TypedDialog
{
    private readonly string id = "typed-" + Guid.CreateVersion7().ToString("N");
    private string typed = "";
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
    public required RenderFragment Content { get; set; }

    /// <summary>What has to be typed, letter for letter.</summary>
    [Parameter, EditorRequired]
    public required string Expected { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Action { get; set; }

    [Parameter]
    public bool IsDanger { get; set; }

    [Parameter]
    public bool AsksReason { get; set; }

    [Parameter]
    public DraftPlace? DraftKey { get; set; }

    /// <summary>The act, given what was typed and the reason; null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string, Task<Refusal?>> OnGo { get; set; }

    private bool IsTyped => string.Equals(typed.Trim(), Expected, StringComparison.Ordinal);

    private string? Fault => refusal is { Field: "tenantName" or "reference" } wrong ? wrong.Sentence : null;

    /// <summary>Shows the dialog; true when the act was done.</summary>
    public static async Task<bool> AskAsync(
        IDialogService dialogs, string title, RenderFragment content, string expected, string label, string action, Func<string, string, Task<Refusal?>> onGo,
        bool asksReason = false, bool isDanger = false, DraftPlace? draftKey = null)
    {
        var parameters = new DialogParameters<TypedDialog>
        {
            { d => d.Title, title }, { d => d.Content, content }, { d => d.Expected, expected }, { d => d.Label, label }, { d => d.Action, action },
            { d => d.OnGo, onGo }, { d => d.AsksReason, asksReason }, { d => d.IsDanger, isDanger }, { d => d.DraftKey, draftKey },
        };
        var shown = await dialogs.ShowAsync<TypedDialog>(title, parameters, OpsDialogs.Decision);
        return await shown.Result is { Canceled: false };
    }

    private async Task GoAsync()
    {
        // Fifty clicks before the first redraw are one.
        if (isBusy || !IsTyped)
            return;
        isBusy = true;
        try
        {
            refusal = AsksReason ? SessionRules.CheckReason(words) : null;
            refusal ??= await OnGo(typed.Trim(), words);
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
