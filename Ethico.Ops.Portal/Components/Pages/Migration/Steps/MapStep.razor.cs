using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Pages.Migration.Map;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>
/// Step 3: where each column goes and what its values mean. Every choice is saved as it is made, over the version it was made on;
/// what is shown comes back from the database, so that a colleague who opens the run sees the same.
/// </summary>
public sealed partial class MapStep
{
    private readonly SemaphoreSlim saving = new(1);
    private MappingView? view;
    private MapDesk? map;
    private RevealedSamples? revealed;
    private Refusal? refusal;
    private (RunState, int, int, bool)? shown;
    private bool isBusy;
    private bool isStale;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationMappings Mappings { get; init; }

    [Inject]
    public required MigrationSteps Steps { get; init; }

    [Inject]
    public required MigrationRuns Runs { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    /// <summary>A state: accepted, review, confirm or unmapped.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>The column whose details are open.</summary>
    [SupplyParameterFromQuery]
    public int? Open { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    private bool MayEdit => Desk.IsMine && Desk.Head.State is RunState.Mapping;

    private int? ShownStep => Desk.Head.Step == 3 ? null : 3;

    private IReadOnlyList<ColumnView> Columns =>
    [
        .. view!.Columns
            .Where(c => Show is null || MapWording.Filter(c.State) == Show || c.Number == Open)
            .Where(c => string.IsNullOrWhiteSpace(Q) || c.Name.Contains(Q, StringComparison.OrdinalIgnoreCase) || MapWording.Goes(c).Contains(Q, StringComparison.OrdinalIgnoreCase)),
    ];

    private IReadOnlyList<ColumnView> Reviewed => [.. view!.Columns.Where(c => c.State is ColumnState.Review)];

    private IReadOnlyList<string> Maskable => [.. view!.Columns.Where(c => c.IsMasked && c.Filled > 0).Select(c => c.Name)];

    protected override Task OnParametersSetAsync() =>
        shown == Key() ? Task.CompletedTask : LoadAsync();

    private static string Band(decimal confidence) => Bands.Of(confidence) switch { SuggestionBand.Accepted => "sure", SuggestionBand.Review => "likely", _ => "unsure" };

    private (RunState, int, int, bool) Key() => (Desk.Head.State, Desk.View.Mapping?.Version ?? 0, Desk.View.Format?.Version ?? 0, Desk.IsMine);

    private string With(string name, object? value) => Navigation.GetUriWithQueryParameter(name, value switch { null => null, int number => number.ToString(CultureInfo.InvariantCulture), _ => value.ToString() });

    private string Sampled(ColumnView column)
    {
        if (view!.Values.FirstOrDefault(b => b.Columns is [var only] && only == column.Name) is { Lines.Count: > 0 } board)
            return string.Join(", ", board.Lines.Where(l => l.SourceValue.Length > 0).Take(3).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.SourceValue} ({l.Count:N0})"))) + (board.Lines.Count > 3 ? ", …" : "");
        var samples = revealed?.Of(column.Name)?.Samples ?? column.Samples;
        if (column.IsMasked && revealed?.Of(column.Name) is null)
            return samples.Count == 0 ? "empty" : "••• masked";
        return samples.Count == 0 ? "empty" : string.Join(", ", samples.Take(3)) + (samples.Count > 3 ? ", …" : "");
    }

    private async Task LoadAsync()
    {
        shown = Key();
        if (await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Mappings.OpenAsync(key, Desk.Id, ct);
        ct.ThrowIfCancellationRequested();
        refusal = found.Refusal;
        if (!found.IsAllowed)
        {
            await Workspace.CheckAsync(found.Refusal, LeaveToken);
            return;
        }

        isStale = false;
        Take(found.Value);
        // The proposal is made once, by whoever has the run; colleagues see it unsaved.
        if (found.Value.Version == 0 && MayEdit && !isBusy)
            await ProposeAsync();
    }

    // A choice made meanwhile waits for the proposal, as it would for another choice.
    private async Task ProposeAsync()
    {
        await saving.WaitAsync(LeaveToken);
        isBusy = true;
        try
        {
            if (await Desk.DoAsync((key, ct) => Mappings.ProposeAsync(key, Desk.Id, 0, ct)) && view is { Version: 0 })
                await LoadAsync();
        }
        finally
        {
            isBusy = false;
            saving.Release();
        }
    }

    private void Take(MappingView found)
    {
        view = found;
        map = new MapDesk(Desk.Id, found, revealed, MayEdit, EditAsync);
    }

    private void Shown(RevealedSamples? samples)
    {
        revealed = samples;
        if (view is not null)
            Take(view);
    }

    // One after the other: a second choice made before the first came back is made over it.
    private async Task<bool> EditAsync(Func<MigrationMapping, MigrationMapping> change)
    {
        if (view is null || !MayEdit)
            return false;
        await saving.WaitAsync(LeaveToken);
        try
        {
            var mapping = change(view.Mapping);
            var over = view.Version;
            var isDone = await Desk.DoAsync((key, ct) => Mappings.SaveAsync(key, Desk.Id, mapping, over, ct));
            if (isDone && view.Version == over)
                await LoadAsync();
            isStale = !isDone;
            return isDone;
        }
        finally
        {
            saving.Release();
            StateHasChanged();
        }
    }

    private Task AcceptAsync(ColumnView column) => EditAsync(m => Accepted(m, column));

    private Task AcceptAllAsync()
    {
        var all = Reviewed;
        return EditAsync(m => all.Aggregate(m, Accepted));
    }

    private static MigrationMapping Accepted(MigrationMapping mapping, ColumnView column) => mapping.Feed(column.Name, column.Suggestion.Target!);

    private Task ResetAsync() => ConfirmDialog.AskAsync(
        Dialogs, "Reset the whole mapping?", "It goes back to what is proposed: exact names and known words only. What you and others chose by hand, value maps included, is undone. Earlier versions stay in the run's history.",
        "Reset all",
        async _ =>
        {
            await Desk.DoAsync((key, ct) => Mappings.ProposeAsync(key, Desk.Id, view!.Version, ct));
            return null;
        },
        isDanger: true);

    private Task SeekAsync(string words)
    {
        Navigation.NavigateTo(With("q", words.Length == 0 ? null : words));
        return Task.CompletedTask;
    }

    private async Task ValidateAsync()
    {
        if (isBusy || view is null)
            return;
        isBusy = true;
        await Desk.DoAsync((key, ct) => Steps.ConfirmMappingAsync(key, Desk.Id, view.Version, ct));
        isBusy = false;
    }

    private Task ReopenAsync() => Desk.DoAsync((key, ct) => Runs.ReopenAsync(key, Desk.Id, 3, ct));
}
