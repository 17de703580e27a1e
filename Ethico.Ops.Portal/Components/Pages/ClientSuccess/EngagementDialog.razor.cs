using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>What was talked about, with whom, and what comes of it. A refusal leaves every field as it was typed.</summary>
public sealed partial class EngagementDialog
{
    private static readonly string?[] Fields = ["kind", "outcome", "subject", "happenedAt", "minutes", "notes"];

    private readonly HashSet<Guid> with = [];
    private IReadOnlyList<ContactView> contacts = [];
    private string kind = "CALL";
    private string outcome = "NONE";
    private string subject = "";
    private string notes = "";
    private DateTime when;
    private int? minutes;
    private DateOnly? followUp;
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required Engagements Book { get; init; }

    [Inject]
    public required ClientFiles Files { get; init; }

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

    [Parameter, EditorRequired]
    public required string Client { get; set; }

    /// <summary>Shows the dialog; true when the engagement was logged.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, OrganizationId tenant, string client)
    {
        var parameters = new DialogParameters<EngagementDialog> { { d => d.Tenant, tenant }, { d => d.Client, client } };
        var shown = await dialogs.ShowAsync<EngagementDialog>("Log an engagement", parameters, OpsDialogs.Decision);
        return await shown.Result is { Canceled: false };
    }

    protected override async Task OnInitializedAsync()
    {
        when = Zone.There(Workspace.Now).DateTime;
        when = when.AddTicks(-(when.Ticks % TimeSpan.TicksPerMinute));
        var file = await Files.OpenAsync(await Workspace.ActAsync(), Tenant, CancellationToken.None);
        contacts = file.IsAllowed ? file.Value.Contacts : [];
    }

    private void Toggle(Guid contact)
    {
        if (!with.Remove(contact))
            with.Add(contact);
    }

    private async Task LogAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            var edit = new EngagementEdit(
                null, kind, subject, string.IsNullOrWhiteSpace(notes) ? null : notes, [.. with], Zone.At(when).ToUniversalTime(), minutes, outcome, followUp, IsFollowUpDone: false, 0);
            refusal = (await Book.LogAsync(await Workspace.ActAsync(), Tenant, edit, CancellationToken.None)).Refusal;
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        Drafts.Forget($"engagement {Tenant}");
        Dialog.Close(DialogResult.Ok(true));
    }
}
