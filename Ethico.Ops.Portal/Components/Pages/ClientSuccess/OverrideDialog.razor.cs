using System.Globalization;
using System.Text.Json;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A person's band, with its rules in words.</summary>
public sealed partial class OverrideDialog
{
    private const int UsualDays = 30;
    private Band band = Band.Medium;
    private decimal? score;
    private DateOnly expires;
    private string words = "";
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required HealthOverrides Overrides { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    [Parameter]
    public Band? Computed { get; set; }

    [Parameter]
    public bool IsReplacing { get; set; }

    private string Fields => JsonSerializer.Serialize(new Chosen(band, score, expires));

    private DateOnly Today => Calendar.Today(Workspace.Now);

    protected override void OnInitialized() => expires = Today.AddDays(UsualDays);

    private void Restore(string text)
    {
        if (TypedFields.Read<Chosen>(text) is { } kept)
            (band, score, expires) = (kept.Band, kept.Score, kept.Expires);
    }

    private async Task GoAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            refusal = (await Overrides.SetAsync(await Workspace.ActAsync(), Tenant, new OverrideWish(band, score, words, expires), CancellationToken.None)).Refusal;
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        Drafts.Forget(DraftPlaces.Override(Tenant));
        Drafts.Forget(DraftPlaces.OverrideFields(Tenant));
        Dialog.Close(DialogResult.Ok(true));
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private sealed record Chosen(Band Band, decimal? Score, DateOnly Expires);
}
