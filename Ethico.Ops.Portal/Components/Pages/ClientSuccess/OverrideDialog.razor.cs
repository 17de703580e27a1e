using System.Globalization;
using System.Text.Json;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A person's band, with its rules in words. Where somebody set one first, what is typed stays beside theirs.</summary>
public sealed partial class OverrideDialog
{
    private const int UsualDays = 30;
    private Band band = Band.Medium;
    private decimal? score;
    private DateOnly expires;
    private string words = "";
    private OverrideView? standing;
    private bool isOvertaken;
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required HealthOverrides Overrides { get; init; }

    [Inject]
    public required ClientHealth Health { get; init; }

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

    /// <summary>The active one, whose place this takes; null: there is none.</summary>
    [Parameter]
    public OverrideView? Standing { get; set; }

    private string Fields => JsonSerializer.Serialize(new Chosen(band, score, expires));

    private DateOnly Today => Calendar.Today(Workspace.Now);

    protected override void OnInitialized() => (expires, standing) = (Today.AddDays(UsualDays), Standing);

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
            var caller = await Workspace.ActAsync();
            refusal = (await Overrides.SetAsync(caller, Tenant, new OverrideWish(band, score, words, expires) { Over = standing?.Id }, CancellationToken.None)).Refusal;
            isOvertaken = refusal is { Code: "conflict" };
            if (isOvertaken && await Health.OpenAsync(caller, Tenant, CancellationToken.None) is { IsAllowed: true } now)
                standing = now.Value.Override;
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
