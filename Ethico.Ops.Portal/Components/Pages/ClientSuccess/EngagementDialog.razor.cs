using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>
/// A new engagement, or one that is corrected within its day. The notes outlive a dialog that was closed by mistake; where somebody saved
/// first, what is typed stays beside what stands now.
/// </summary>
public sealed partial class EngagementDialog
{
    private string kind = "CALL";
    private string outcome = "NONE";
    private string subject = "";
    private string notes = "";

    // Bound without a format of ours: a browser hands its reading on with seconds, and a format that leaves them out takes none of it.
    private DateTime? at;
    private int? minutes;
    private DateOnly? followUp;
    private bool isFollowUpDone;

    [Inject]
    public required Engagements Log { get; init; }

    [Inject]
    public required ViewerZone Zone { get; init; }

    /// <summary>What is corrected; null: a new one.</summary>
    [Parameter]
    public EngagementView? Existing { get; set; }

    private string Title => Existing is null ? "Log engagement" : "Correct engagement";

    private DraftPlace NotesPlace => DraftPlaces.Engagement(Tenant, Existing?.Id);

    private DraftPlace FieldsPlace => DraftPlaces.EngagementFields(Tenant, Existing?.Id);

    // What is chosen beside the words: kept as one text, and said to nobody as such.
    private string Fields => JsonSerializer.Serialize(new Chosen(kind, at, minutes, outcome, followUp, isFollowUpDone));

    private DraftPlace SubjectPlace => DraftPlaces.Subject(Tenant, Existing?.Id);

    /// <summary>Shows the dialog; true when an engagement was logged.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, OrganizationId tenant, string title)
    {
        var shown = await dialogs.ShowAsync<EngagementDialog>(title, new DialogParameters<EngagementDialog> { { d => d.Tenant, tenant } }, OpsDialogs.Decision);
        return await shown.Result is { Canceled: false };
    }

    /// <summary>Shows the dialog over an engagement; true when it was corrected.</summary>
    public static async Task<bool> CorrectAsync(IDialogService dialogs, OrganizationId tenant, EngagementView existing)
    {
        var shown = await dialogs.ShowAsync<EngagementDialog>(
            "Correct engagement", new DialogParameters<EngagementDialog> { { d => d.Tenant, tenant }, { d => d.Existing, existing } }, OpsDialogs.Decision);
        return await shown.Result is { Canceled: false };
    }

    protected override void OnInitialized()
    {
        if (Existing is { } was)
        {
            (kind, outcome, subject, notes) = (was.Kind, was.Outcome, was.Subject, was.Notes ?? "");
            (at, minutes, followUp, isFollowUpDone, Version) = (Zone.There(was.HappenedAt).DateTime, was.Minutes, was.FollowUpOn, was.IsFollowUpDone, was.RowVersion);
            return;
        }

        var now = Zone.There(Workspace.Now).DateTime;
        at = now.Date.AddMinutes(Math.Floor(now.TimeOfDay.TotalMinutes));
    }

    private void Restore(string text)
    {
        if (TypedFields.Read<Chosen>(text) is { } kept)
            (kind, at, minutes, outcome, followUp, isFollowUpDone) = (kept.Kind, kept.At, kept.Minutes, kept.Outcome, kept.FollowUp, kept.IsFollowUpDone);
    }

    protected override IReadOnlyList<DraftPlace> Places => [NotesPlace, SubjectPlace, FieldsPlace];

    protected override Refusal? Unread() => at is null ? HealthRefusals.Wrong("happenedAt", "Say when it was.") : null;

    protected override async Task<Refusal?> SaveAsync(Caller caller)
    {
        var edit = new EngagementEdit(
            Existing?.Id, kind, subject, string.IsNullOrWhiteSpace(notes) ? null : notes, Existing?.Contacts ?? [], Zone.At(at!.Value), minutes, outcome, followUp, isFollowUpDone, Version);
        return Existing is null
            ? (await Log.LogAsync(caller, Tenant, edit, CancellationToken.None)).Refusal
            : (await Log.CorrectAsync(caller, Tenant, edit, CancellationToken.None)).Refusal;
    }

    protected override async Task<EngagementView?> StandingAsync(Caller caller) =>
        await Log.ListAsync(caller, Tenant, CancellationToken.None) is { IsAllowed: true } all ? all.Value.FirstOrDefault(e => e.Id == Existing?.Id) : null;

    protected override long VersionOf(EngagementView standing) => standing.RowVersion;

    private sealed record Chosen(string Kind, DateTime? At, int? Minutes, string Outcome, DateOnly? FollowUp, bool IsFollowUpDone);
}
