using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Rows;

/// <summary>A row with more or fewer cells than columns, and where a person says they belong: shown before it is done.</summary>
public sealed partial class PlaceCard
{
    private const int ShownMost = 300;
    private RowSight? sight;
    private Refusal? refusal;
    private RevealBar<RowSight>? bar;
    private bool isClear;
    private int into;
    private int by;

    [Inject]
    public required MigrationRows Rows { get; init; }

    [Parameter, EditorRequired]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required FindingLine Line { get; set; }

    [Parameter, EditorRequired]
    public required bool IsBusy { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<RowFixWish> OnPlace { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnClose { get; set; }

    private RowFixWish Wish => sight!.Source is { Missing: > 0 } source ? new RowFixWish.Gap(Line.Row, Gap(source)) : new RowFixWish.Surplus(Line.Row, into);

    protected override Task OnInitializedAsync()
    {
        var gap = RowGap.Read(Line.SuggestedValue);
        by = gap?.Cells ?? 0;
        into = gap?.Column ?? (int.TryParse(Line.SuggestedValue, NumberStyles.None, CultureInfo.InvariantCulture, out var column) ? column : RowFixes.ToNotes);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (await KeyAsync() is not { } key)
            return;
        (isClear, refusal) = (false, null);
        bar?.Forget();
        var ct = Newest();
        var found = await Rows.SightAsync(key, Desk.Id, Line.Row, ct);
        ct.ThrowIfCancellationRequested();
        (sight, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
        // Without a suggestion the card begins with the row as it reads now.
        if (sight?.Source is { Missing: > 0 } source && by == 0)
            (into, by) = (End(source), source.Missing);
    }

    // In the order of the file; what is there, and the place behind it.
    private static IEnumerable<int> Gaps(SourceRow source) => Enumerable.Range(1, source.Cells.Length).Where(column => source.CanHave(new(column, 1))).OrderBy(column => source.PlaceOf(column - 1));

    private static int End(SourceRow source) => Gaps(source).Last();

    private RowGap Gap(SourceRow source) => new(into, into == End(source) ? source.Missing : by);

    private bool IsChanged(SourceRow source, int cell) => source.Missing == 0
        ? cell + 1 == into
        : source.PlaceOf(cell) - source.PlaceOf(into - 1) is >= 0 and var behind && behind < Gap(source).Cells;

    private async Task TakeShownAsync(RowSight? shownNow)
    {
        if (shownNow is not null)
        {
            (sight, isClear) = (shownNow, true);
        }
        else if (isClear)
        {
            // Gone at once; the masked row comes after.
            sight = null;
            StateHasChanged();
            await LoadAsync();
        }
    }
}
