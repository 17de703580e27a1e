using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Pages.Migration.Rows;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Step 4: what is wrong, by rule and column, worst first, and what people do about it. Filters and the open group stand in the address.</summary>
public sealed partial class ValidateStep
{
    private IReadOnlyList<FindingGroup>? groups;
    private IReadOnlyList<RowAct>? history;
    private FindingGroupKey? opened;
    private Refusal? refusal;
    private (RunState, int, int)? shown;
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationRows Rows { get; init; }

    [Inject]
    public required MigrationSteps Steps { get; init; }

    [Inject]
    public required MigrationRuns Runs { get; init; }

    /// <summary>error, warning or info.</summary>
    [SupplyParameterFromQuery]
    public string? Level { get; set; }

    /// <summary>Only what holds back Preview.</summary>
    [SupplyParameterFromQuery]
    public bool Todo { get; set; }

    [SupplyParameterFromQuery]
    public string? Group { get; set; }

    private bool MayAct => Desk.IsMine && Desk.Head.State is RunState.Validated;

    private string? Locked => Desk.Counts switch
    {
        { ErrorsOpen: > 0, WarningsOpen: > 0 } counts => string.Create(CultureInfo.InvariantCulture,
            $"Preview is locked: {counts.ErrorsOpen:N0} {(counts.ErrorsOpen == 1 ? "error is" : "errors are")} open, {counts.WarningsOpen:N0} {(counts.WarningsOpen == 1 ? "group of warnings is" : "groups of warnings are")} not accepted."),
        { ErrorsOpen: > 0 } counts => string.Create(CultureInfo.InvariantCulture, $"Preview is locked: {counts.ErrorsOpen:N0} {(counts.ErrorsOpen == 1 ? "error is" : "errors are")} open. Fix each, or leave its row out."),
        { WarningsOpen: > 0 } counts => string.Create(CultureInfo.InvariantCulture, $"Preview is locked: {counts.WarningsOpen:N0} {(counts.WarningsOpen == 1 ? "group of warnings is" : "groups of warnings are")} not accepted. Accept or fix each."),
        _ => null,
    };

    private IEnumerable<FindingGroup> Shown => groups!
        .Where(g => Level is null || string.Equals(g.Key.Severity.ToString(), Level, StringComparison.OrdinalIgnoreCase) || g.Key == opened)
        .Where(g => !Todo || IsTodo(g) || g.Key == opened);

    protected override Task OnParametersSetAsync()
    {
        opened = GroupAddress.Read(Group);
        return shown == (Desk.Head.State, Desk.Head.Version, Desk.Counts.RowsChecked) ? Task.CompletedTask : LoadAsync();
    }

    private static bool IsOpen(FindingGroup group) => group.Open > 0 && group.AcceptedAt is null;

    private static bool IsTodo(FindingGroup group) => IsOpen(group) && group.Key.Severity is not Severity.Info;

    private static TagTone Tone(Severity severity) => severity switch { Severity.Error => TagTone.Bad, Severity.Warning => TagTone.Caution, _ => TagTone.Info };

    private static string Plural(Severity severity) => severity switch { Severity.Error => "Errors", Severity.Warning => "Warnings", _ => "To read" };

    private static string Tile(Severity severity, long count) => (severity, count == 1) switch
    {
        (Severity.Error, true) => "error: it holds back its row",
        (Severity.Error, false) => "errors: each holds back its row",
        (Severity.Warning, true) => "warning, not accepted",
        (Severity.Warning, false) => "warnings, not accepted",
        _ => "to be read",
    };

    private string With(string name, string? value) => Navigation.GetUriWithQueryParameter(name, value);

    private async Task LoadAsync()
    {
        shown = (Desk.Head.State, Desk.Head.Version, Desk.Counts.RowsChecked);
        if (await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Rows.GroupsAsync(key, Desk.Id, ct);
        var acts = await Rows.HistoryAsync(key, Desk.Id, ct);
        ct.ThrowIfCancellationRequested();
        refusal = found.Refusal ?? acts.Refusal;
        if (refusal is null)
            (groups, history) = (found.Value, acts.Value);
        else
            await Workspace.CheckAsync(refusal, LeaveToken);
    }

    private async Task ChangedAsync()
    {
        await Desk.ReloadAsync();
        await LoadAsync();
    }

    private Task AcceptAsync(FindingGroup group) => OnceAsync(async () =>
    {
        if (await Desk.DoAsync((key, ct) => Rows.AcceptAsync(key, Desk.Id, group.Key, group.Open, ct)))
            await LoadAsync();
    });

    private Task UndoAsync(RowAct act) => OnceAsync(async () =>
    {
        if (await Desk.DoAsync((key, ct) => Rows.UndoAsync(key, Desk.Id, act.Id, ct)))
            await LoadAsync();
    });

    private Task StopAsync() => OnceAsync(() => Desk.DoAsync((key, ct) => Steps.StopValidationAsync(key, Desk.Id, ct)));

    private Task AgainAsync() => OnceAsync(() => Desk.DoAsync((key, ct) => Steps.RevalidateAsync(key, Desk.Id, ct)));

    private Task PreviewAsync() => OnceAsync(() => Desk.DoAsync((key, ct) => Steps.PreviewAsync(key, Desk.Id, ct)));

    private Task ReopenAsync() => OnceAsync(() => Desk.DoAsync((key, ct) => Runs.ReopenAsync(key, Desk.Id, 4, ct)));

    private async Task OnceAsync(Func<Task> act)
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            await act();
        }
        finally
        {
            isBusy = false;
        }
    }
}
