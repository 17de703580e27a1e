using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Step 5: the import on paper, and the one click that starts the real one.</summary>
public sealed partial class PreviewStep
{
    /// <summary>The id of what says why Start is locked.</summary>
    internal const string StartLock = "start-locked";

    private PlanFigures? plan;
    private Refusal? refusal;
    private string? read;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationPlanViews Plans { get; init; }

    [Inject]
    public required MigrationImports Imports { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    private string Stamp => $"{Desk.Id}:{Desk.Head.PlanDigest}:{Desk.Head.State}:{Desk.Head.Version}";

    private bool MayStart => Desk is { IsMine: true, Head.State: RunState.Previewed };

    // Said by the card of the request.
    private bool IsUnapproved => plan is { NeedsSecondPerson: true, Undecided: 0 } && !Desk.Head.IsImportApproved;

    private bool NeedsWrite => MayStart && plan is { Undecided: 0 } && Workspace.Session is { Mode: not SessionMode.Write };

    // In the words of what is missing; the server asks again.
    private string? Locked => plan switch
    {
        null => "The preview is being read.",
        { Undecided: > 0 } => $"{MigrationRefusals.ConflictsOpen(plan.Undecided).Sentence} Start stays locked until then.",
        _ when IsUnapproved => MigrationRefusals.ImportUnapproved.Sentence,
        _ when Workspace.Session is not { Mode: SessionMode.Write } => "Start is locked in a Read session.",
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (string.Equals(read, Stamp, StringComparison.Ordinal))
            return;
        read = Stamp;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (Desk.Head.State is RunState.Previewing || await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Plans.ReadAsync(key, Desk.Id, ct);
        ct.ThrowIfCancellationRequested();
        (plan, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private IEnumerable<(string Title, int Count, string Hint)> Tiles() =>
    [
        ("Create", plan!.Counts.Create, "new records"),
        ("Update", plan.Counts.Update, plan.Existing is ExistingPolicy.Update ? "unedited, something differs" : "existing records are left alone"),
        ("Merge", plan.Counts.Merge, "further rows of a key"),
        ("Skip", plan.Counts.Skip, "left out or there already"),
        ("Conflict", plan.Counts.Conflict, plan.Counts.Conflict == 0 ? "nothing to decide" : "to be decided by you"),
    ];

    private async Task StartAsync()
    {
        if (!MayStart || Locked is not null || plan is null)
            return;
        var isDone = await TypedDialog.AskAsync(
            Dialogs, $"Start the import of {PlanWording.Rows(plan.TotalRows)}", Content(plan), Desk.Head.TenantName, "Name of the tenant these rows go to", "Start import",
            async (typed, _) => await KeyAsync() is { } key ? (await Imports.StartAsync(key, Desk.Id, typed, LeaveToken)).Refusal : AccessRefusals.NoSession);
        if (!isDone)
            return;
        Navigation.NavigateTo(PortalUrls.Migration(Desk.Id), replace: true);
        await Desk.ReloadAsync();
    }

    private static RenderFragment Content(PlanFigures plan) => builder =>
    {
        builder.OpenComponent<StartSummary>(0);
        builder.AddAttribute(1, nameof(StartSummary.Plan), plan);
        builder.CloseComponent();
    };
}
