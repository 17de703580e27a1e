using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A filter by days: a few common spans, or any two days of the calendar (UTC). The address holds it.</summary>
public sealed partial class RangeChip
{
    private DateOnly? first;
    private DateOnly? last;
    private bool isTurned;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Its name in the address.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required string? Value { get; set; }

    [Parameter]
    public IReadOnlyList<int> Quick { get; set; } = [7, 30, 90, 365];

    private DayRange Chosen => DayRange.Parse(Value);

    protected override void OnParametersSet() => (first, last) = (Chosen.First, Chosen.Last);

    private string Href(DayRange range) => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?>(StringComparer.Ordinal) { [Name] = range.ToString(), ["after"] = null });

    private Task GoAsync()
    {
        isTurned = first > last;
        if (!isTurned)
            Navigation.NavigateTo(Href(new DayRange(null, first, last)));
        return Task.CompletedTask;
    }
}
