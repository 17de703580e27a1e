using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>What the usage page shows, as its address holds it.</summary>
/// <param name="Range">"90d" or two days; see <see cref="DayRange"/>.</param>
public sealed record UsageAddress(string? Range, string? Grain, string? Per)
{
    public const int DefaultDays = 91;

    public CountGrain Step => Grain switch { "day" => CountGrain.Day, "month" => CountGrain.Month, _ => CountGrain.Week };

    public bool IsPer100 => Per is "100";

    /// <summary>The days meant: from ≤ to, at most three years, none after today.</summary>
    public (DateOnly From, DateOnly To) Days(DateOnly today)
    {
        var given = DayRange.Parse(Range);
        if (given.Days is { } days)
            return UsageRange.Fit(today.AddDays(1 - days), today);
        var (from, to) = (given.First, given.Last) switch
        {
            ({ } first, { } last) => UsageRange.Fit(first, last),
            ({ } first, null) => UsageRange.Fit(first, today),
            (null, { } last) => UsageRange.Fit(last.AddDays(1 - DefaultDays), last),
            _ => (today.AddDays(1 - DefaultDays), today),
        };
        (from, to) = (from > today ? today : from, to > today ? today : to);
        return (from, to);
    }

    /// <summary>The address after what cannot be was put right; the same where nothing was.</summary>
    public UsageAddress Corrected(DateOnly today)
    {
        var given = DayRange.Parse(Range);
        var (from, to) = Days(today);
        var range = !given.IsGiven ? null
            : given.Days is { } days ? (days > UsageRange.MostDays ? string.Create(CultureInfo.InvariantCulture, $"{UsageRange.MostDays}d") : Range)
            : new DayRange(null, from, to).ToString();
        return new(range, Grain is "day" or "month" or "week" ? Grain : null, Per is "100" ? Per : null);
    }

    public IEnumerable<(string Name, string? Value)> ToQuery() => [("range", Range), ("grain", Grain), ("per", Per)];
}
