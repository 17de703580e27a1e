using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A new engagement; the notes outlive a dialog that was closed by mistake.</summary>
public sealed partial class EngagementDialog
{
    private string kind = "CALL";
    private string outcome = "NONE";
    private string subject = "";
    private string notes = "";
    private DateTime at;
    private int? minutes;
    private DateOnly? followUp;
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required Engagements Log { get; init; }

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required ViewerZone Zone { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    /// <summary>Shows the dialog; true when an engagement was logged.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, OrganizationId tenant, string title)
    {
        var shown = await dialogs.ShowAsync<EngagementDialog>(title, new DialogParameters<EngagementDialog> { { d => d.Tenant, tenant } }, OpsDialogs.Decision);
        return await shown.Result is { Canceled: false };
    }

    protected override void OnInitialized()
    {
        var now = Zone.There(Workspace.Now).DateTime;
        at = now.Date.AddMinutes(Math.Floor(now.TimeOfDay.TotalMinutes));
    }

    private async Task GoAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            var edit = new EngagementEdit(
                null, kind, subject, string.IsNullOrWhiteSpace(notes) ? null : notes, [], Zone.At(at), minutes, outcome, followUp, IsFollowUpDone: false, RowVersion: 0);
            refusal = (await Log.LogAsync(await Workspace.ActAsync(), Tenant, edit, CancellationToken.None)).Refusal;
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        Drafts.Forget(DraftPlaces.Engagement(Tenant));
        Drafts.Forget(DraftPlaces.Subject(Tenant));
        Dialog.Close(DialogResult.Ok(true));
    }
}
