using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>All runs in scope. The address is all of its state.</summary>
public sealed partial class RunsPage
{
    private static readonly IReadOnlyList<FilterSpec> Filters =
    [
        new("state", "State", [.. Enum.GetValues<RunState>().Select(state => new FilterOption(state.Stored(), state.Word()))]),
        new("source", "Source", [.. Enum.GetValues<SourceSystem>().Select(source => new FilterOption(source.Stored(), SourceSystems.Name(source, "…") is { IsAllowed: true } named ? named.Value : source.ToString()))]),
    ];

    private RunList? list;
    private Refusal? refusal;
    private Refusal? startRefusal;
    private (string?, string?, string?, string?)? shown;
    private bool isBusy;

    [Inject]
    public required MigrationRuns Runs { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Source { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    // Since the first quarter that had a run, newest first.
    private List<RunSuccess> Past => [.. (list?.Quarters ?? []).SkipWhile(q => q.Imported == 0).Reverse()];

    private bool IsFiltered => State is not null || Source is not null || !string.IsNullOrWhiteSpace(Q);

    protected override Task OnParametersSetAsync() => shown == (State, Source, Q, After) ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        shown = (State, Source, Q, After);
        var ct = Newest();
        (list, refusal) = (null, null);
        var filter = new RunFilter(Read<RunState>(State), Source: Read<SourceSystem>(Source), Text: Q);
        var found = await Runs.ListAsync(await ActAsync(), new RunQuery(filter, After), ct);
        ct.ThrowIfCancellationRequested();
        (list, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    // What nobody typed here is left out.
    private static T? Read<T>(string? code)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => string.Equals(v.Stored(), code, StringComparison.Ordinal)).Select(v => (T?)v).FirstOrDefault();

    private Task SeekAsync(string words)
    {
        Navigation.NavigateTo(PortalUrls.With(PortalUrls.Migrations, ("state", State), ("source", Source), ("q", words)));
        return Task.CompletedTask;
    }

    private async Task StartAsync()
    {
        if (isBusy || await KeyAsync() is not { } key)
            return;
        isBusy = true;
        var started = await Runs.StartAsync(key, project: null, LeaveToken);
        (isBusy, startRefusal) = (false, started.Refusal);
        if (started.IsAllowed)
            Navigation.NavigateTo(PortalUrls.Migration(started.Value.Id));
    }
}
