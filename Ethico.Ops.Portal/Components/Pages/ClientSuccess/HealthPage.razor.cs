using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>One client: the score, why it is what it is, how it went, and what would change it.</summary>
public sealed partial class HealthPage
{
    private ClientHealthView? view;
    private Refusal? refusal;
    private Refusal? actRefusal;
    private RecomputeResult? recomputed;
    private string? read;
    private bool isBusy;
    private bool logged;
    private int edition;

    [Inject]
    public required ClientHealth Health { get; init; }

    [Inject]
    public required Recompute Again { get; init; }

    [Inject]
    public required HealthOverrides Overrides { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public required string Which { get; set; }

    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    /// <summary>"parts": a line for each component beside the score's.</summary>
    [SupplyParameterFromQuery]
    public string? Lines { get; set; }

    private bool WithParts => Lines is "parts";

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("lines", Lines, WithParts));

    private OrganizationId Tenant => new(Guid.TryParse(Which, out var id) ? id : Guid.Empty);

    private Snapshot? Snapshot => view?.Standing?.Snapshot;

    // What the bars stand for: the newest, or where that one failed the last that did not.
    private StandingSnapshot? Shown => view switch
    {
        null => null,
        { Standing.Snapshot.Reading: not null } => view.Standing,
        _ => view.LastGood,
    };

    private IReadOnlyList<ShownPoints> Points => Shown is not { Snapshot.Reading: { } reading } shown ? [] : PointsTable.Of(reading, shown.Model);

    private int? RenewalInDays => view?.Client.RenewalOn is { } on ? on.DayNumber - Calendar.Today(Workspace.Now).DayNumber : null;

    private string Measured => Snapshot?.Reading is { } reading ? $" · {HealthWording.Percent(reading.Coverage)} measured" : "";

    private string? Smallest => view is { Smallest: { } change, Standing: { } standing } && standing.Snapshot.Reading is { } reading
        ? HealthWording.Smallest(change, reading, standing.Snapshot.Raw is { } raw ? ShownCases.Of(raw) : null, standing.Model)
        : null;

    private string NoBandWord => Snapshot switch
    {
        null => "No score yet",
        { State: SnapshotState.Insufficient } => "Insufficient data",
        { Cause: { } cause } => cause.Words(),
        _ => "No band",
    };

    private IEnumerable<string> Flags => Snapshot is null ? [] : Snapshot.Trend?.Note is TrendNote.New ? [.. Snapshot.Flags.Words(), "new"] : Snapshot.Flags.Words();

    private string CauseText => Snapshot?.Cause switch
    {
        UnscoredCause.NotLive => "A client is scored from its go-live on; its implementation project leads there.",
        UnscoredCause.UsageMissing => "The night's count of usage did not reach this client, so nothing was computed. It is made up for with the next run.",
        _ => "The night's run could not compute this client and went on with the others. Give the reference to a platform administrator.",
    };

    private string CsvHref => PortalUrls.With(PortalUrls.HealthCsv, ("tenant", Tenant.ToString()), ("range", Range));

    protected override Task OnParametersSetAsync() => string.Equals(read, Which, StringComparison.Ordinal) ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        if (!string.Equals(read, Which, StringComparison.Ordinal))
            (view, recomputed, actRefusal, logged) = (null, null, null, false);
        read = Which;
        var ct = Newest();
        refusal = null;
        var found = await Health.OpenAsync(await ActAsync(), Tenant, ct);
        ct.ThrowIfCancellationRequested();
        if (found.IsAllowed)
            view = found.Value;
        else
            refusal = found.Refusal;
        edition++;
    }

    private async Task RecomputeAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            var done = await Again.RunAsync(await ActAsync(), Tenant, LeaveToken);
            (recomputed, actRefusal) = (done.IsAllowed ? done.Value : null, done.Refusal);
        }
        finally
        {
            isBusy = false;
        }

        if (recomputed is not null)
            await LoadAsync();
    }

    private async Task OverrideAsync()
    {
        var shown = await Dialogs.ShowAsync<OverrideDialog>(
            "Override",
            new DialogParameters<OverrideDialog> { { d => d.Tenant, Tenant }, { d => d.Computed, Snapshot?.Band?.Band }, { d => d.Standing, view?.Override } },
            OpsDialogs.Decision);
        if (await shown.Result is { Canceled: false })
            await LoadAsync();
    }

    private async Task CancelOverrideAsync()
    {
        var standing = view!.Override!.Id;
        Refusal? told = null;
        var done = await ConfirmDialog.AskAsync(
            Dialogs, "End the override", "The computed band counts again from now on. The override stays on the timeline.", "End override",
            async _ => told = (await Overrides.CancelAsync(await ActAsync(), Tenant, standing, LeaveToken)).Refusal);
        // A conflict shows its new state, too.
        if (done || told is { Code: "conflict" })
            await LoadAsync();
    }

    private async Task LogAsync()
    {
        var shown = await Dialogs.ShowAsync<EngagementDialog>(
            "Log engagement", new DialogParameters<EngagementDialog> { { d => d.Tenant, Tenant } }, OpsDialogs.Decision);
        if (await shown.Result is not { Canceled: false })
            return;
        logged = true;
        await LoadAsync();
    }

    private static string Score(StandingSnapshot? standing) => standing switch
    {
        null => "nothing",
        { Snapshot.Reading.Score: { } score } => $"{HealthWording.Tenth(score)} ({standing.Snapshot.Band?.Band.Risk() ?? "no band"})",
        { Snapshot.Cause: { } cause } => cause.Words().ToLower(CultureInfo.InvariantCulture),
        _ => "insufficient data",
    };
}
