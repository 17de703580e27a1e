using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A filter by score, "40..70" in the address; either end may be missing.</summary>
public sealed partial class ScoreChip
{
    private decimal? from;
    private decimal? to;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required string? Value { get; set; }

    private string? Chosen => (from, to) switch
    {
        (null, null) => null,
        ({ } low, { } high) => $"Score {HealthWording.Whole(low)}–{HealthWording.Whole(high)}",
        ({ } low, null) => $"Score from {HealthWording.Whole(low)}",
        (null, { } high) => $"Score to {HealthWording.Whole(high)}",
    };

    protected override void OnParametersSet()
    {
        var filter = new PortfolioAddress { Score = Value }.ToFilter();
        (from, to) = (filter.ScoreFrom, filter.ScoreTo);
    }

    private string Href(string? value) => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["score"] = value, ["after"] = null });

    private void GoAsync() => Navigation.NavigateTo(
        Href(from is null && to is null ? null : string.Create(CultureInfo.InvariantCulture, $"{from}..{to}")));
}
