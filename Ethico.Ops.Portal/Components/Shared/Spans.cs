using System.Globalization;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Spans of time in words.</summary>
internal static class Spans
{
    /// <summary>How long ago, in its largest unit: "now", "14 min", "3 h", "21 d", "2 y".</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } => Of((int)age.TotalMinutes, "min"),
        { TotalDays: < 1 } => Of((int)age.TotalHours, "h"),
        { TotalDays: < 730 } => Of((int)age.TotalDays, "d"),
        _ => Of((int)(age.TotalDays / 365.25), "y"),
    };

    /// <summary>Time left as the bar says it: hours and minutes above a quarter of an hour, minutes and seconds below.</summary>
    public static string Left(TimeSpan left)
    {
        if (left < TimeSpan.Zero)
            left = TimeSpan.Zero;
        if (left.TotalMinutes <= 15)
            return string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes}:{left.Seconds:00}");
        // Like the clock in the browser: whole minutes that are still left.
        var minutes = (int)left.TotalMinutes;
        return minutes < 60 ? Of(minutes, "m") : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60} m");
    }

    /// <summary>"1 hour", "30 minutes".</summary>
    public static string Words(int minutes) => minutes switch
    {
        60 => "1 hour",
        > 60 when minutes % 60 == 0 => Of(minutes / 60, "hours"),
        1 => "1 minute",
        _ => Of(minutes, "minutes"),
    };

    /// <summary>"15 m", "1 h": for a narrow segment.</summary>
    public static string Short(int minutes) => minutes % 60 == 0 ? Of(minutes / 60, "h") : Of(minutes, "m");

    private static string Of(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
}
