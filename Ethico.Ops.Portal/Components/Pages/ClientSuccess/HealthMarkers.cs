using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>What a chart of days marks with a dashed line, and its table with a word.</summary>
internal static class HealthMarkers
{
    public static IEnumerable<(DateOnly Day, string Text)> Of(HealthHistory history)
    {
        bool IsIn(DateOnly day) => day >= history.From && day <= history.To;
        foreach (var (day, version) in history.ModelMarkers.Where(m => IsIn(m.Day)))
            yield return (day, $"model {version}");
        if (history.LiveOn is { } live && IsIn(live))
            yield return (live, "go-live");
        foreach (var held in history.Overrides)
        {
            if (IsIn(held.From))
                yield return (held.From, $"override {held.Band.ToString().ToLowerInvariant()}");
            if (IsIn(held.ExpiresOn))
                yield return (held.ExpiresOn, "override ends");
        }
    }
}
