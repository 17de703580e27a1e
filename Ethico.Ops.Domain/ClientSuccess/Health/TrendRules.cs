namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 5.3: two weeks compared, four weeks apart.</summary>
public static class TrendRules
{
    public const int Span = 34;
    public const int Week = 7;
    public const int LeastDays = 4;

    /// <param name="day">D.</param>
    /// <param name="firstMeasured">The tenant's first measured day; null: today's is the first.</param>
    /// <param name="weeks">The scores of its two weeks, D's own with them.</param>
    /// <param name="step">Of the model of the day.</param>
    public static TrendReading Of(DateOnly day, DateOnly? firstMeasured, TrendWeeks weeks, decimal step)
    {
        if (firstMeasured is null || firstMeasured > day.AddDays(-Span))
            return new(Trend.Stable, null, TrendNote.New, null, null);
        if (weeks.RecentDays < LeastDays || weeks.EarlierDays < LeastDays)
            return new(Trend.Stable, null, TrendNote.Gaps, null, null);
        var (now, then) = (Rounding.One(weeks.Recent / weeks.RecentDays), Rounding.One(weeks.Earlier / weeks.EarlierDays));
        var delta = now - then;
        return new(delta >= step ? Trend.Improving : delta <= -step ? Trend.Declining : Trend.Stable, delta, null, now, then);
    }
}
