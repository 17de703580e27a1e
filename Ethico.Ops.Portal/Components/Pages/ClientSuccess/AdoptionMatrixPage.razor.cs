using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Features × clients: who has what, and who lets it lie.</summary>
public sealed partial class AdoptionMatrixPage
{
    private const int PageSize = 100;
    private IReadOnlyList<AdoptionMatrixRow>? all;
    private IReadOnlyList<AdoptionMatrixRow>? rows;
    private Refusal? refusal;

    [Inject]
    public required ClientUsage Usage { get; init; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? Feature { get; set; }

    [SupplyParameterFromQuery]
    public string? Level { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private static IReadOnlyList<FilterSpec> Filters { get; } =
    [
        new("feature", "Feature", [.. FeatureCatalog.All.Select(f => new FilterOption(f.Code, AdoptionWording.Name(f)))]),
        new("level", "Level", [.. Enum.GetValues<FeatureLevel>().Select(l => new FilterOption(l.Stored(), l.Word()))], IsMany: true),
    ];

    private int Begin => int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var begin) && begin < rows!.Count ? begin : 0;

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("after", After, rows is null || Begin > 0));

    private IReadOnlyList<AdoptionMatrixRow> Page => [.. rows!.Skip(Begin).Take(PageSize)];

    protected override Task OnParametersSetAsync()
    {
        if (all is null)
            return LoadAsync();
        Narrow();
        return Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        var ct = Newest();
        (all, rows, refusal) = (null, null, null);
        var found = await Usage.MatrixAsync(await ActAsync(), ct);
        ct.ThrowIfCancellationRequested();
        (all, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
        Narrow();
    }

    // A level without a feature asks for clients that have any feature at it.
    private void Narrow()
    {
        var at = FeatureCatalog.All.Select((f, i) => (f.Code, i)).Where(f => string.Equals(f.Code, Feature, StringComparison.Ordinal)).Select(f => (int?)f.i).FirstOrDefault();
        var levels = (Level ?? "").Split(',').Select(PlatformCodes.Find<FeatureLevel>).OfType<FeatureLevel>().ToHashSet();
        rows = all is null
            ? null
            : [.. all.Where(r =>
                (string.IsNullOrWhiteSpace(Q) || r.Name.Contains(Q.Trim(), StringComparison.OrdinalIgnoreCase))
                && (at is not { } i || (r.Levels is { } own && (levels.Count == 0 ? own[i] is not FeatureLevel.NotEntitled : levels.Contains(own[i]))))
                && (at is not null || levels.Count == 0 || r.Levels?.Any(levels.Contains) is true))];
    }

    private static string Sign(FeatureLevel level) => level switch
    {
        FeatureLevel.Power => "●", FeatureLevel.Active => "◕", FeatureLevel.Light => "◔", FeatureLevel.Idle => "○", FeatureLevel.NotConfigured => "–", _ => "",
    };

    private string AfterHref(int? begin) => Navigation.GetUriWithQueryParameter("after", begin?.ToString(CultureInfo.InvariantCulture));

    private void SeekAsync(string text) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["q"] = text.Length == 0 ? null : text, ["after"] = null }));
}
