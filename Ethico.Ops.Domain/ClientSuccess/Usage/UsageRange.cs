using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A range of days as a page may ask for it: from ≤ to, at most three years.</summary>
public static class UsageRange
{
    public const int MostDays = 1096;

    public static (DateOnly From, DateOnly To) Fit(DateOnly from, DateOnly to)
    {
        if (from > to)
            (from, to) = (to, from);
        // What is before or after is counted from here, too: the days before a range, the rest of its month.
        (from, to) = (MeantDays.Clamp(from), MeantDays.Clamp(to));
        return to.DayNumber - from.DayNumber > MostDays - 1 ? (to.AddDays(1 - MostDays), to) : (from, to);
    }
}
