using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>More time, with a reason, never past four hours from the start.</summary>
public sealed partial class ExtendDialog
{
    private int minutes = SessionRules.ExtensionMinutes[0];
    private string words = "";
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required ViewerZone Zone { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private DraftPlace Place => DraftPlaces.Extend(Workspace.Session?.Tenant);

    private TimeSpan Most => Workspace.Session?.StillExtendable ?? TimeSpan.Zero;

    private TimeSpan Added => Most < TimeSpan.FromMinutes(minutes) ? Most : TimeSpan.FromMinutes(minutes);

    private string Until => Workspace.Session is { } open
        ? string.Create(CultureInfo.InvariantCulture, $"It would end {Zone.There(SessionRules.ExtendedUntil(open.StartedAt, open.ExpiresAt, minutes)):HH:mm}.")
        : "";

    private async Task GoAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            refusal = (await Workspace.ExtendAsync(minutes, words, CancellationToken.None)).Refusal;
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
