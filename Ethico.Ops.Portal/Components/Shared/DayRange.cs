using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>
/// A span of days as an address holds it: "7d" back from now, or "2026-01-31..2026-02-28", both days within, in UTC; either end may
/// be missing. Anything else is no span; nor is a day of a year nobody means, from which no calendar counts back.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DayRange(int? Days, DateOnly? First, DateOnly? Last)
{
    private const int MostDays = 4000;

    public bool IsGiven => Days is not null || First is not null || Last is not null;

    /// <param name="most">Where a page knows its longest span: a longer count of days is that one, and no longer none.</param>
    public static DayRange Parse(string? text, int? most = null)
    {
        if (text is [.. var number, 'd'] && BigInteger.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days > 0 && (most is not null || days <= MostDays))
            return new((int)BigInteger.Min(days, most ?? MostDays), null, null);
        return text?.Split("..") is [var first, var last] ? new(null, Day(first), Day(last)) : default;
    }

    /// <summary>False where some of the text was none: a day there is not, or the whole of it.</summary>
    public static bool IsWhole(string? text, int? most = null) => string.IsNullOrEmpty(text) || string.Equals(Parse(text, most).ToString(), text, StringComparison.Ordinal);

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From(DateTimeOffset now) => Days is { } days ? now.AddDays(-days) : First is { } first ? Midnight(first) : null;

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Before() => Last is { } last && last < DateOnly.MaxValue ? Midnight(last.AddDays(1)) : null;

    /// <summary>For the address; null where nothing is given.</summary>
    public override string? ToString() => this switch
    {
        { Days: { } days } => string.Create(CultureInfo.InvariantCulture, $"{days}d"),
        { IsGiven: true } => string.Create(CultureInfo.InvariantCulture, $"{First:yyyy-MM-dd}..{Last:yyyy-MM-dd}"),
        _ => null,
    };

    public string Words => this switch
    {
        { Days: 1 } => "Last 24 hours",
        { Days: 365 } => "Last 12 months",
        { Days: { } days } => string.Create(CultureInfo.InvariantCulture, $"Last {days} days"),
        { First: { } first, Last: { } last } => $"{Shown(first)} – {Shown(last)}",
        { First: { } first } => "Since " + Shown(first),
        { Last: { } last } => "Until " + Shown(last),
        _ => "",
    };

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && MeantDays.Has(day) ? day : null;

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static string Shown(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
