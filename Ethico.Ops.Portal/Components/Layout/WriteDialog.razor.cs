using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>The second reason.</summary>
public sealed partial class WriteDialog
{
    private string words = "";
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private DraftPlace Place => DraftPlaces.Write(Workspace.Session?.Tenant);

    // The window never outlives the session.
    private int Minutes => Workspace.Session is { } open
        ? (int)Math.Ceiling(Math.Max(1, (SessionRules.WriteUntil(Workspace.Now, open.ExpiresAt) - Workspace.Now).TotalMinutes))
        : (int)SessionRules.WriteWindow.TotalMinutes;

    private async Task GoAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            refusal = (await Workspace.StepUpAsync(words, CancellationToken.None)).Refusal;
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        Drafts.Forget(Place);
        Dialog.Close();
    }
}
