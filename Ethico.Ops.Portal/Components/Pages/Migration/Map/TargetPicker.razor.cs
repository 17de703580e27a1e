using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Map;

/// <summary>Where a column goes: all targets by entity, found by typing, and the three ways to leave one out. By keyboard alone.</summary>
public sealed partial class TargetPicker
{
    private ElementReference box;
    private IReadOnlyList<Option> found = [];
    private string words = "";
    private int at;
    private bool isOpen;
    private bool isInside;
    private bool wantsFocus;

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public required MapDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required ColumnView Column { get; set; }

    private string ListId => $"targets-{Column.Number}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!wantsFocus)
            return;
        wantsFocus = false;
        await box.FocusAsync();
    }

    private void ToggleAsync()
    {
        isOpen = !isOpen;
        (words, wantsFocus) = ("", isOpen);
        Seek();
    }

    private void Type(string? text)
    {
        words = text ?? "";
        Seek();
    }

    private void Seek()
    {
        var all = Options();
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        found = [.. all.Where(o => parts.All(p => o.Text.Contains(p, StringComparison.OrdinalIgnoreCase) || o.Group.Contains(p, StringComparison.OrdinalIgnoreCase) || o.Key.Contains(p, StringComparison.OrdinalIgnoreCase)))];
        at = Math.Max(0, found.ToList().FindIndex(o => o.IsNow));
    }

    private List<Option> Options()
    {
        var options = new List<Option>();
        if (Column is { Suggestion.Target: { } suggested, State: ColumnState.Review or ColumnState.Unmapped } && TargetFields.Find(suggested) is not null)
            options.Add(new("suggested:" + suggested, "Suggested", MapWording.Target(suggested), $"{Column.Suggestion.Confidence:0.00}", false));
        options.Add(new(nameof(UnmappedChoice.CustomField), "Into no field", "Keep as custom field", null, Column.Choice?.Choice is UnmappedChoice.CustomField));
        options.Add(new(nameof(UnmappedChoice.Notes), "Into no field", "Append to notes", null, Column.Choice?.Choice is UnmappedChoice.Notes));
        options.Add(new(nameof(UnmappedChoice.Ignore), "Into no field", "Ignore", Column.Filled == 0 ? "it is empty" : $"filled in {MapWording.Share(Column)}", Column.Choice?.Choice is UnmappedChoice.Ignore));
        foreach (var field in TargetFields.All.OrderBy(f => f.Entity))
        {
            var by = MappingReading.FeedOf(Desk.Mapping, field.Key)?.SourceColumns.Where(c => c != Column.Name).ToList();
            options.Add(new(
                field.Key, MapWording.Entity(field.Entity), field.Words,
                by is { Count: > 0 } ? $"instead of {string.Join(", ", by)}" : field.IsRequired ? "required" : null, Column.Targets.Contains(field.Key, StringComparer.Ordinal)));
        }

        return options;
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when found.Count > 0:
                at = (at + 1) % found.Count;
                break;
            case "ArrowUp" when found.Count > 0:
                at = (at + found.Count - 1) % found.Count;
                break;
            case "Enter" when found.Count > at:
                await TakeAsync(found[at]);
                break;
            case "Escape":
                isOpen = false;
                break;
        }
    }

    // A click on an option leaves the box for a moment: only who stays away closes the list.
    private async Task LeftAsync()
    {
        isInside = false;
        await Task.Delay(TimeSpan.FromMilliseconds(200), Clock);
        if (!isInside)
            isOpen = false;
    }

    private async Task TakeAsync(Option option)
    {
        isOpen = false;
        var name = Column.Name;
        var target = option.Key.Replace("suggested:", "", StringComparison.Ordinal);
        if (!Enum.TryParse<UnmappedChoice>(option.Key, out var choice))
            await Desk.EditAsync(m => m.Feed(name, target));
        else if (choice is UnmappedChoice.Ignore && Column.IsWellFilled)
            await ConfirmDialog.AskAsync(
                Dialogs, $"Ignore {name}?", $"It holds something in {MapWording.Share(Column)} of the rows, and all of that would be left behind. A custom field or the notes keep it.", "Ignore it all the same",
                async _ =>
                {
                    await Desk.EditAsync(m => m.Leave(name, UnmappedChoice.Ignore, confirmed: true));
                    return null;
                });
        else
            await Desk.EditAsync(m => m.Leave(name, choice));
    }

    private sealed record Option(string Key, string Group, string Text, string? Hint, bool IsNow);
}
