using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Rows;

/// <summary>A row with more cells than columns, and where a person puts what is too much: shown before it is done.</summary>
public sealed partial class SurplusCard
{
    private const int ShownMost = 300;
    private RowSight? sight;
    private Refusal? refusal;
    private RevealBar<RowSight>? bar;
    private bool isClear;
    private int into;

    [Inject]
    public required MigrationRows Rows { get; init; }

    [Parameter, EditorRequired]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required FindingLine Line { get; set; }

    [Parameter, EditorRequired]
    public required bool IsBusy { get; set; }

    /// <summary>The column, from 1; 0: the notes.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<int> OnPlace { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnClose { get; set; }

    protected override Task OnInitializedAsync()
    {
        into = int.TryParse(Line.SuggestedValue, NumberStyles.None, CultureInfo.InvariantCulture, out var column) ? column : RowFixes.ToNotes;
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
    }

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
