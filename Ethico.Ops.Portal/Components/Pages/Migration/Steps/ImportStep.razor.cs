using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>
/// Step 6: how far the import is, and what a person may do about it. The figures come with the run's head, at most once a second; what
/// is announced to readers changes at every tenth only.
/// </summary>
public sealed partial class ImportStep
{
    private ImportProgress? progress;
    private string? read;
    private string announced = "";
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationImports Imports { get; init; }

    [Inject]
    public required MigrationSteps Steps { get; init; }

    [Inject]
    public required MigrationPlanViews Plans { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    private bool IsWriting => Workspace.Session is { Mode: SessionMode.Write };

    private bool NeedsWrite => !IsWriting && (Desk.Head.State is RunState.ImportPaused || Desk.Head is { State: RunState.ImportStopped, StoppedFor: not StopCause.Drift });

    private int Total => Math.Max(Desk.Counts.RowsTotal, progress?.TotalRows ?? 0);

    // Complete: every source row is accounted for.
    private int Done => Desk.Head.CompletedAt is not null ? Total : Math.Min(Total, Math.Max(Desk.Counts.RowsDone, progress?.Done ?? 0));

    private string Percent => (Total == 0 ? 0 : 100L * Done / Total).ToString(CultureInfo.InvariantCulture);

    private string Says => Desk.Head.State switch
    {
        RunState.ImportQueued => "Waiting for the worker; it begins within ten seconds",
        RunState.Importing => "Importing",
        RunState.ImportPaused => "Paused between two batches",
        RunState.ImportStopped => "Stopped",
        _ => "Complete",
    };

    private string? Asked => Desk.Head switch
    {
        { State: RunState.Importing, IsStopAsked: true } => "Cancel was asked. It stops after the running batch; what is written until then stands.",
        { State: RunState.Importing, IsPauseAsked: true } => "Pause was asked. It acts after the running batch, within ten seconds.",
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        Announce();
        var stamp = $"{Desk.Id}:{Desk.Head.State}:{Desk.Counts.RowsDone}";
        if (string.Equals(read, stamp, StringComparison.Ordinal) || Desk.Head.State is not RunState.Importing)
            return;
        read = stamp;
        if (await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Plans.ProgressAsync(key, Desk.Id, ct);
        ct.ThrowIfCancellationRequested();
        // A batch later there is another reading; a refusal of this one is no news.
        progress = found.IsAllowed ? found.Value : progress;
    }

    private void Announce()
    {
        var tenth = Total == 0 ? 0 : 10L * Done / Total * 10;
        announced = Desk.Head.State switch
        {
            RunState.Importing => string.Create(CultureInfo.InvariantCulture, $"Importing: {tenth} % done, {Desk.Counts.RowsFailed:N0} failed."),
            _ => $"{Says}.",
        };
    }

    private async Task GoAsync(Func<TenantKey, RunId, CancellationToken, Task<Outcome<RunHead>>> act)
    {
        // Fifty clicks before the first redraw are one.
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            await Desk.DoAsync((key, ct) => act(key, Desk.Id, ct));
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task CancelAsync()
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "Cancel this import", "It stops after the running batch. What is written until then stands; you can resume, finish here, or roll it back.", "Cancel the import",
            async _ => await KeyAsync() is { } key ? (await Imports.CancelAsync(key, Desk.Id, LeaveToken)).Refusal : AccessRefusals.NoSession, isDanger: true);
        if (isDone)
            await Desk.ReloadAsync();
    }

    private async Task FinishAsync()
    {
        var left = Math.Max(0, Total - Done);
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "Finish here", $"The run is complete with what stands. {PlanWording.Rows(left)} not yet done {(left == 1 ? "counts" : "count")} as skipped, and the 168 hours for a rollback begin now.",
            "Finish here", async _ => await KeyAsync() is { } key ? (await Imports.FinishHereAsync(key, Desk.Id, LeaveToken)).Refusal : AccessRefusals.NoSession);
        if (!isDone)
            return;
        Navigation.NavigateTo(PortalUrls.Migration(Desk.Id), replace: true);
        await Desk.ReloadAsync();
    }
}
