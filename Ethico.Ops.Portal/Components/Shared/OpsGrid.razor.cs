using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>
/// A dense list in plain table markup: a MudDataGrid of the same rows costs three times the memory of each open circuit and ten times
/// the work per click. Sort and page stand in the address (sort=age or sort=-age, after=cursor); under 640 px rows become cards.
/// </summary>
public sealed partial class OpsGrid<TRow>
{
    private const string CameByNextMark = "grid-next";
    private readonly List<OpsColumn<TRow>> columns = [];

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Null while loading.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TRow>? Rows { get; set; }

    [Parameter, EditorRequired]
    public required Func<TRow, object> Key { get; set; }

    /// <summary>What the list is, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public required string Caption { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment Columns { get; set; }

    /// <summary>Where a row leads; the column marked <see cref="OpsColumn{TRow}.IsRowLink"/> carries the link.</summary>
    [Parameter]
    public Func<TRow, string>? Href { get; set; }

    /// <summary>The row shown beside the list.</summary>
    [Parameter]
    public Func<TRow, bool> IsOpen { get; set; } = _ => false;

    /// <summary>Sort as in the address, a leading minus for descending.</summary>
    [Parameter]
    public string? Sort { get; set; }

    /// <summary>Which of the columns that have a name are shown; null: all.</summary>
    [Parameter]
    public ColumnChoice? Choice { get; set; }

    /// <summary>Cursor of this page; null on the first.</summary>
    [Parameter]
    public string? After { get; set; }

    /// <summary>Cursor of the following page; null at the end.</summary>
    [Parameter]
    public string? Next { get; set; }

    [Parameter]
    public long? Total { get; set; }

    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    [Parameter]
    public bool IsFiltered { get; set; }

    [Parameter]
    public string ClearHref { get; set; } = "?";

    [Parameter]
    public string FilteredText { get; set; } = "Take a filter away, or look for something else.";

    [Parameter]
    public string EmptyTitle { get; set; } = "Nothing here yet";

    [Parameter]
    public string? EmptyText { get; set; }

    [Parameter]
    public RenderFragment? Empty { get; set; }

    [Parameter]
    public int SkeletonRows { get; set; } = 8;

    [Parameter]
    public bool IsSelectable { get; set; }

    [Parameter]
    public IReadOnlySet<object> Selected { get; set; } = new HashSet<object>();

    [Parameter]
    public EventCallback<IReadOnlySet<object>> SelectedChanged { get; set; }

    /// <summary>Names a row for the label of its checkbox; nothing masked or personal.</summary>
    [Parameter]
    public Func<TRow, string>? RowName { get; set; }

    private List<OpsColumn<TRow>> Drawn => Choice is null ? columns : [.. columns.Where(c => c.Name is null || Choice.Shows(c.Name))];

    private bool AllSelected => Rows is { Count: > 0 } rows && rows.All(r => Selected.Contains(Key(r)));

    private bool CameByNext => string.Equals(Navigation.HistoryEntryState, CameByNextMark, StringComparison.Ordinal);

    private string FirstHref => Navigation.GetUriWithQueryParameter("after", (string?)null);

    private string Counted => Rows switch
    {
        null => "Loading…",
        _ when Total is { } total && After is null && Next is null => $"{PortalUrls.Number(total)} in all",
        _ when Total is { } total && After is null => $"1–{PortalUrls.Number(Rows.Count)} of {PortalUrls.Number(total)}",
        _ when Total is { } total => $"{PortalUrls.Number(Rows.Count)} of {PortalUrls.Number(total)}",
        _ => $"{PortalUrls.Number(Rows.Count)} shown",
    };

    internal void Add(OpsColumn<TRow> column) => columns.Add(column);

    internal void Remove(OpsColumn<TRow> column) => columns.Remove(column);

    private void GoNext() => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("after", Next), new NavigationOptions { HistoryEntryState = CameByNextMark });

    private string? AriaSort(OpsColumn<TRow> column) =>
        column.Sort is null ? null : Is(column.Sort) ? "ascending" : Is("-" + column.Sort) ? "descending" : null;

    private string? Arrow(OpsColumn<TRow> column) => AriaSort(column) switch { "ascending" => "↑", "descending" => "↓", _ => null };

    private bool Is(string? order) => string.Equals(Sort, order, StringComparison.Ordinal);

    // A new order starts at its first page.
    private string SortHref(OpsColumn<TRow> column) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["sort"] = Is(column.Sort) ? "-" + column.Sort : column.Sort,
        ["after"] = null,
    });

    private Task ToggleAsync(TRow row, ChangeEventArgs e)
    {
        var chosen = new HashSet<object>(Selected);
        if (e.Value is true)
            chosen.Add(Key(row));
        else
            chosen.Remove(Key(row));
        return SelectedChanged.InvokeAsync(chosen);
    }

    private Task ToggleAllAsync(ChangeEventArgs e)
    {
        var chosen = new HashSet<object>(Selected);
        foreach (var row in Rows ?? [])
        {
            if (e.Value is true)
                chosen.Add(Key(row));
            else
                chosen.Remove(Key(row));
        }

        return SelectedChanged.InvokeAsync(chosen);
    }
}
