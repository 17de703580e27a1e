using System.Globalization;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Figures as they stand in a review: whole units.</summary>
internal static class QbrWords
{
    public static string Name(Feature feature) => feature.Code switch
    {
        "AI_ASSISTANT" => "AI assistant", "COI_CAMPAIGNS" => "COI campaigns", "SSO_ENABLED" => "Single sign-on", "HRIS_INTEGRATION" => "HRIS integration", "API_USAGE" => "API",
        _ => Sentence(feature.Code),
    };

    public static string Name(BenchmarkMetric metric) => metric switch
    {
        BenchmarkMetric.ActiveShare => "Accounts active in 30 days", BenchmarkMetric.AttestationCompletion => "Attestations completed", BenchmarkMetric.CasesOnTime => "Cases closed on time",
        BenchmarkMetric.DaysToClose => "Days to close a case (lower is better)", BenchmarkMetric.FeatureBreadth => "Features in use", _ => "Support tickets per 100 accounts, weighted (lower is better)",
    };

    public static string Level(FeatureView view) => view.Level switch
    {
        _ when view.IsNew => "New", FeatureLevel.NotConfigured => "Not set up", FeatureLevel.Idle => "Not in use",
        _ when view.Use.Feature.Kind is FeatureKind.Open => view.IsUsed ? "Open on every day" : "Not open on every day",
        _ when !view.IsUsed => "Tried", FeatureLevel.Light => "In use, lightly", FeatureLevel.Active => "In use", _ => "In full use",
    };

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Whole(decimal value) => Number((long)Math.Round(value, MidpointRounding.AwayFromZero));

    public static string Percent(decimal value) => Whole(value) + " %";

    public static string Shown(ShownCount count) => count is { IsShown: true, Value: { } value } ? Number(value) : count.ToString();

    private static string Sentence(string code) => code[0] + code[1..].Replace('_', ' ').ToLowerInvariant();
}
