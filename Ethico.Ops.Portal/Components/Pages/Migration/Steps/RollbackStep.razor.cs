using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Step 8: always a preview first, then the reference typed with a reason; above the limit a second person.</summary>
public sealed partial class RollbackStep
{
    private RollbackView? view;
    private Refusal? refusal;
    private string? read;
    private bool isRead;
    private bool isBusy;
    private bool isMaking;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationRollbackPlans Plans { get; init; }

    [Inject]
    public required MigrationRollbacks Rollbacks { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    private bool IsWindowOpen => Desk.Head.IsWindowOpen;

    // A preview makes sense.
    private bool IsOpen => May(Permission.RollBackMigration) && IsWindowOpen
        && Desk.Head.State is RunState.Imported or RunState.Verified or RunState.PartlyRolledBack or RunState.ImportStopped or RunState.RollbackRequested;

    private bool MayBegin => IsOpen && Desk.IsMine && Desk.Head.State is not RunState.RollbackRequested;

    private bool NeedsWrite => view is { NeedsSecondPerson: false } && Workspace.Session is { Mode: not SessionMode.Write };

    private string? Locked => view switch
    {
        { Progress.IsDone: true } => "That preview has been carried out. Preview again before the next rollback.",
        { Records: 0 } => "Nothing of this run is left to undo.",
        _ when !string.Equals(view?.Digest, Desk.Head.RollbackPlanDigest, StringComparison.OrdinalIgnoreCase) => "A newer preview exists. Look at it first.",
        _ when NeedsWrite => "Roll back is locked in a Read session.",
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        var stamp = $"{Desk.Id}:{Desk.Head.State}:{Desk.Head.RollbackPlanDigest}:{Desk.Head.Version}:{Desk.Counts.RollbackDone}";
        if (string.Equals(read, stamp, StringComparison.Ordinal) || isMaking)
            return;
        read = stamp;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Plans.ReadAsync(key, Desk.Id, ct);
        ct.ThrowIfCancellationRequested();
        (view, refusal, isRead) = (found.IsAllowed ? found.Value : view, found.Refusal, true);
    }

    private async Task PreviewAsync()
    {
        if (isBusy || await KeyAsync() is not { } key)
            return;
        isBusy = isMaking = true;
        try
        {
            var made = await Plans.PreviewAsync(key, Desk.Id, LeaveToken);
            refusal = made.Refusal;
            if (made.IsAllowed)
                view = made.Value;
        }
        finally
        {
            isBusy = isMaking = false;
        }

        if (refusal is not null)
            await Workspace.CheckAsync(refusal, LeaveToken);
        await Desk.ReloadAsync();
    }

    private async Task Chosen(RollbackView chosen)
    {
        view = chosen;
        await Desk.ReloadAsync();
    }

    private static IEnumerable<(string Title, int Count, string Hint)> Tiles(RollbackView plan) =>
    [
        ("Removed", plan.Removes, plan.Reverted > 0 ? $"and {PlanWording.Count(plan.Reverted)} reverted by choice" : "made by the run, untouched since"),
        ("Restored", plan.Restores, "updated by the run, set back"),
        ("Kept: edited", plan.KeptEdited, "somebody changed them since"),
        ("Kept: blocked", plan.KeptBlocked, "something newer hangs on them"),
        ("Kept: in use", plan.KeptInUse, "people, places, categories"),
    ];

    private async Task BeginAsync()
    {
        if (isBusy || view is not { } plan || Locked is not null)
            return;
        var isDone = await TypedDialog.AskAsync(
            Dialogs, plan.NeedsSecondPerson ? "Ask for this rollback" : $"Roll {Desk.Head.Reference} back", Content(plan), Desk.Head.Reference.Text, "Reference of this run",
            plan.NeedsSecondPerson ? "Ask a second person" : "Roll back",
            async (typed, words) => await KeyAsync() is { } key ? await GoAsync(key, plan, typed, words) : AccessRefusals.NoSession,
            asksReason: true, isDanger: true, draftKey: DraftPlaces.RunReason(Workspace.Session?.Tenant, "rollback", Desk.Id));
        if (isDone)
            await Desk.ReloadAsync();
    }

    private async Task<Refusal?> GoAsync(TenantKey key, RollbackView plan, string typed, string words) => plan.NeedsSecondPerson
        ? (await Rollbacks.RequestAsync(key, Desk.Id, typed, words, plan.Digest, LeaveToken)).Refusal
        : (await Rollbacks.RollBackAsync(key, Desk.Id, typed, words, plan.Digest, LeaveToken)).Refusal;

    private static RenderFragment Content(RollbackView plan) => builder =>
    {
        builder.OpenComponent<RollbackSummary>(0);
        builder.AddAttribute(1, nameof(RollbackSummary.View), plan);
        builder.CloseComponent();
    };
}
