namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 5.3: two weeks compared, four weeks apart.</summary>
public static class TrendRules
{
    public const int Span = 34;
    public const int Week = 7;
    public const int LeastDays = 4;

    /// <param name="day">D.</param>
    /// <param name="firstMeasured">The tenant's first measured day; null: today's is the first.</param>
    /// <param name="days">Scores of D−34…D; others are passed over.</param>
    /// <param name="step">Of the model of the day.</param>
    public static TrendReading Of(DateOnly day, DateOnly? firstMeasured, IEnumerable<ScoredDay> days, decimal step)
    {
        if (firstMeasured is null || firstMeasured > day.AddDays(-Span))
            return new(Trend.Stable, null, TrendNote.New, null, null);
        List<decimal> recent = [], earlier = [];
        foreach (var each in days)
        {
            if (each.Score is not { } score)
                continue;
            switch (day.DayNumber - each.Day.DayNumber)
            {
                case >= 0 and < Week:
                    recent.Add(score);
                    break;
                case > Span - Week and <= Span:
                    earlier.Add(score);
                    break;
            }
        }

        if (recent.Count < LeastDays || earlier.Count < LeastDays)
            return new(Trend.Stable, null, TrendNote.Gaps, null, null);
        var (now, then) = (Rounding.One(recent.Average()), Rounding.One(earlier.Average()));
        var delta = now - then;
        return new(delta >= step ? Trend.Improving : delta <= -step ? Trend.Declining : Trend.Stable, delta, null, now, then);
    }
}
