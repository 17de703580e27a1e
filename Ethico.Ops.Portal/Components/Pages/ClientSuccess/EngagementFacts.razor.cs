using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>One engagement opened in the timeline, with what was added to it later.</summary>
public sealed partial class EngagementFacts
{
    private string text = "";
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required Engagements Book { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public required EngagementView Engagement { get; set; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    [Parameter]
    public EventCallback OnAdded { get; set; }

    private async Task CorrectAsync()
    {
        if (await EngagementDialog.CorrectAsync(Dialogs, Tenant, Engagement))
            await OnAdded.InvokeAsync();
    }

    private async Task AddAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            refusal = (await Book.AddAsync(await ActAsync(), Tenant, Engagement.Id, text, LeaveToken)).Refusal;
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        text = "";
        Drafts.Forget(DraftPlaces.Addendum(Engagement.Id));
        await OnAdded.InvokeAsync();
    }
}
