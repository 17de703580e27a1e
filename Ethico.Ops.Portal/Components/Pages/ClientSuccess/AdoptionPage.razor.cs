using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The fourteen features of one client.</summary>
public sealed partial class AdoptionPage
{
    private AdoptionView? view;
    private Refusal? refusal;
    private OrganizationId? shown;

    [Inject]
    public required ClientUsage Usage { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    /// <summary>The row a link points at.</summary>
    [SupplyParameterFromQuery]
    public string? Feature { get; set; }

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("feature", Feature, FeatureCatalog.All.Any(f => string.Equals(f.Code, Feature, StringComparison.Ordinal))));

    private bool HasEntitled => view!.Features.Any(f => f.Level is not FeatureLevel.NotEntitled);

    private bool IsStale => view?.Day < Calendar.LastDue(NightKind.Rollup, Workspace.Now);

    private string LeadText => view?.Day is { } day
        ? $"How much of what is in the contract is used, counted through {HealthWording.Day(day)}."
        : "How much of what is in the contract is used.";

    // The middle of the used ones: one channel open every day says nothing of the others.
    private decimal? Frequency
    {
        get
        {
            var used = view!.Features.Where(f => f.IsUsed && !f.IsNew && f.Level is not (FeatureLevel.NotEntitled or FeatureLevel.NotConfigured)).Select(f => f.Frequency).Order().ToList();
            return used.Count == 0 ? null : used.Count % 2 == 1 ? used[used.Count / 2] : (used[(used.Count / 2) - 1] + used[used.Count / 2]) / 2m;
        }
    }

    protected override Task OnParametersSetAsync() => shown == Tenant ? Task.CompletedTask : LoadAsync();

    private static string Figure(FeatureView view, string number) => view.Level is FeatureLevel.NotEntitled ? "–" : number;

    // A channel is open or not; its use is nobody's to count here.
    private static string LastUsed(FeatureView view) => view switch
    {
        { Use.LastUse: { } day } => HealthWording.Day(day),
        { Use.Feature.Kind: FeatureKind.Open } or { Level: FeatureLevel.NotEntitled } => "–",
        _ => "never",
    };

    private async Task LoadAsync()
    {
        shown = Tenant;
        var ct = Newest();
        (view, refusal) = (null, null);
        var found = await Usage.AdoptionAsync(await ActAsync(), Tenant, ct);
        ct.ThrowIfCancellationRequested();
        (view, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }
}
