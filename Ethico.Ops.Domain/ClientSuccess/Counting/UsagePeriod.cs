namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>An ISO week or a month of which distinct accounts are counted. Days are day numbers.</summary>
/// <param name="Grain">As it is stored: WEEK or MONTH.</param>
public sealed record UsagePeriod(string Grain, int First, int Final)
{
    /// <summary>Those a client's counted days lie in, as far back as accounts are kept whole.</summary>
    /// <param name="from">The first day counted.</param>
    /// <param name="range">The run's.</param>
    public static IEnumerable<UsagePeriod> Touched(int from, CountedRange range)
    {
        var day = DateOnly.FromDayNumber(range.Day);
        var kept = range.Day - ActiveDays.Kept + 1;
        for (var week = range.Day - (((int)day.DayOfWeek + 6) % 7); week >= kept && week + 6 >= from; week -= 7)
            yield return new("WEEK", week, week + 6);
        for (var month = new DateOnly(day.Year, day.Month, 1); month.DayNumber >= kept && month.AddMonths(1).DayNumber > from; month = month.AddMonths(-1))
            yield return new("MONTH", month.DayNumber, month.AddMonths(1).DayNumber - 1);
    }
}
