namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A range of days as a page may ask for it: from ≤ to, at most three years.</summary>
public static class UsageRange
{
    public const int MostDays = 1096;

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

    public static (DateOnly From, DateOnly To) Fit(DateOnly from, DateOnly to)
    {
        if (from > to)
            (from, to) = (to, from);
        // What is before or after is counted from here, too: the days before a range, the rest of its month.
        (from, to) = (Clamped(from), Clamped(to));
        return to.DayNumber - from.DayNumber > MostDays - 1 ? (to.AddDays(1 - MostDays), to) : (from, to);
    }

    private static DateOnly Clamped(DateOnly day) => day < Earliest ? Earliest : day > Latest ? Latest : day;
}
