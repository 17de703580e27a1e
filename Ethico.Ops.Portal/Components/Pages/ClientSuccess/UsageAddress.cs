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
        var (from, to) = Wanted(today);
        (from, to) = UsageRange.Fit(from, to);
        return (from > today ? today : from, to > today ? today : to);
    }

    /// <summary>The address after what cannot be was put right; the same where nothing was.</summary>
    public UsageAddress Corrected(DateOnly today)
    {
        var given = DayRange.Parse(Range, UsageRange.MostDays);
        var (from, to) = Days(today);
        var range = !given.IsGiven ? null
            : DayRange.IsWhole(Range, UsageRange.MostDays) && Wanted(today) == (from, to) ? Range
            : given.Days is not null ? given.ToString()
            : new DayRange(null, from, to).ToString();
        return new(range, Grain is "day" or "month" or "week" ? Grain : null, Per is "100" ? Per : null);
    }

    public IEnumerable<(string Name, string? Value)> ToQuery() => [("range", Range), ("grain", Grain), ("per", Per)];

    private (DateOnly From, DateOnly To) Wanted(DateOnly today) => DayRange.Parse(Range, UsageRange.MostDays) switch
    {
        { Days: { } days } => (today.AddDays(1 - days), today),
        { First: { } first } given => (first, given.Last ?? today),
        { Last: { } last } => (last.AddDays(1 - DefaultDays), last),
        _ => (today.AddDays(1 - DefaultDays), today),
    };
}
