using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Features and their levels as people read them.</summary>
internal static class AdoptionWording
{
    public static string Name(Feature feature) => feature.Code switch
    {
        "AI_ASSISTANT" => "AI assistant", "COI_CAMPAIGNS" => "COI campaigns", "SSO_ENABLED" => "Single sign-on", "HRIS_INTEGRATION" => "HRIS integration", "API_USAGE" => "API",
        _ => Wording.Of(feature.Code),
    };

    public static TagTone Tone(this FeatureLevel level) => level switch
    {
        FeatureLevel.Power => TagTone.Good, FeatureLevel.Active => TagTone.Info, FeatureLevel.Light => TagTone.Caution, FeatureLevel.Idle => TagTone.Bad, _ => TagTone.Unknown,
    };

    public static string Words(this FeatureKind kind) => kind switch { FeatureKind.Open => "channel", FeatureKind.Worked => "people", _ => "machines" };

    /// <summary>What there is, and what is expected, in the feature's own unit.</summary>
    public static string Expected(Feature feature) => feature.Kind switch
    {
        FeatureKind.Open => $"published on all {feature.Days} days",
        _ => $"{Wording.Count(feature.Expected, "use", "uses")} in {feature.Days} days",
    };

    /// <summary>What is missing to the next level, in one sentence.</summary>
    public static string Gap(FeatureView view)
    {
        var (use, feature) = (view.Use, view.Use.Feature);
        if (view.Level is FeatureLevel.NotEntitled)
            return "Not in the contract; counts nowhere.";
        if (view.Level is FeatureLevel.NotConfigured)
            return "In the contract, not set up.";
        if (feature.Kind is FeatureKind.Open)
            return view.IsUsed ? "Open on every day. Few reports may mean fear, so their number is not judged." : $"Open on {use.Uses} of {feature.Days} days.";
        if (use.Uses == 0)
            return use.LastUse is null ? "Set up, never used." : $"No use in {feature.Days} days.";
        // What is missing to a known number would tell the hidden one.
        if (!use.ShownUses.IsShown)
            return view.IsUsed ? "Used, fewer than 5 times." : $"Not counted as used: needs {FeatureCatalog.LeastUses} uses by {FeatureCatalog.LeastAccounts} people.";
        if (!view.IsUsed)
        {
            var people = FeatureCatalog.LeastAccounts - use.Accounts;
            var uses = FeatureCatalog.LeastUses - use.Uses;
            return "Not counted as used: " + (uses > 0 && people > 0
                ? $"needs {Wording.Count(uses, "more use", "more uses")}, and {Wording.Count(people, "more person", "more people")}."
                : uses > 0 ? $"needs {Wording.Count(uses, "more use", "more uses")}." : $"needs {Wording.Count(people, "more person", "more people")}.");
        }

        // The first whole number over the limit of the level.
        return view.Level switch
        {
            FeatureLevel.Light => $"{Wording.Count(((feature.Expected + 3) / 4) - use.Uses, "more use", "more uses")} to active.",
            FeatureLevel.Active => $"{Wording.Count((feature.Expected * 3 / 4) + 1 - use.Uses, "more use", "more uses")} to power.",
            _ => "As expected.",
        };
    }
}
