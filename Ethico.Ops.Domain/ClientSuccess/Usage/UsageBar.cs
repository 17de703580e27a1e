namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One bar of every usage chart: a day, a week or a month.</summary>
/// <param name="IsUnfinished">The period goes on: hatched.</param>
/// <param name="Days">How many of its days are over.</param>
/// <param name="DaysCounted">How many of those a roll-up was made of.</param>
/// <param name="Counts">Null where none was: not counted, which is not 0.</param>
public sealed record UsageBar(DateOnly From, DateOnly To, bool IsUnfinished, int Days, int DaysCounted, UsageCounts? Counts)
{
    /// <summary>A sum over some of its days: less than there was.</summary>
    public bool IsPartly => Counts is not null && DaysCounted < Days;

    /// <summary>Every day of it is over and was counted.</summary>
    public bool IsWhole => !IsUnfinished && Counts is not null && !IsPartly;
}
