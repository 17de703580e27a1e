namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What one run counts, in day numbers, and where its days lie among <see cref="ActiveDays"/>.</summary>
/// <param name="From">The first day everybody is counted for.</param>
/// <param name="Day">The last day.</param>
/// <param name="Local">The zone's days.</param>
public sealed record CountedRange(int From, int Day, LocalDays Local)
{
    /// <summary>The longest window: its day is this many after the first day it looks at.</summary>
    public const int Reach = 89;

    /// <summary>Features are counted for so many days back from the last: no score looks further.</summary>
    public const int FeatureReach = NightCalendar.DaysBack;

    /// <summary>Many days in one piece, straight from the events.</summary>
    public bool IsRebuild => From < Day;

    /// <summary>A first day of everything a run may be asked for, whoever goes back furthest.</summary>
    public static DateOnly Lowest(DateOnly from) => from.AddDays(-NightCalendar.DaysBack - Reach - 2);

    public int Place(int day) => day - Day + ActiveDays.Kept - 1;

    public int DayAt(int place) => place + Day - ActiveDays.Kept + 1;
}
