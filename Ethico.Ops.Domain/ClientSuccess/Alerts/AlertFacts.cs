namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a night knows of one tenant, for its alerts. Null: not known, and the rule that needs it stays silent.</summary>
public sealed record AlertFacts
{
    public SnapshotState State { get; init; }

    public UnscoredCause? Cause { get; init; }

    public bool IsStale { get; init; }

    /// <summary>False: the day's usage was not counted, so everything about it below means nothing.</summary>
    public bool IsCounted { get; init; } = true;

    public decimal? Score { get; init; }

    /// <summary>Of seven days ago, under the model of the day.</summary>
    public decimal? ScoreWeekAgo { get; init; }

    public Band? Band { get; init; }

    /// <summary>The last one before the day.</summary>
    public Band? BandBefore { get; init; }

    public HealthFlags Flags { get; init; }

    public int? RenewalInDays { get; init; }

    /// <summary>Days since the champion or administrator silent for longest was active; null where none has a linked account.</summary>
    public int? KeyUserSilentDays { get; init; }

    public int TicketsOfWeek { get; init; }

    /// <summary>In the eight weeks before that week.</summary>
    public int TicketsOfEightWeeks { get; init; }

    public int ActiveOfWeek { get; init; }

    /// <summary>Weekly active accounts of the four weeks before, added up.</summary>
    public int ActiveOfFourWeeks { get; init; }

    /// <summary>Features once used, and not in their window.</summary>
    public int IdleFeatures { get; init; }

    public int ActiveAccounts { get; init; }

    public int? LicensedSeats { get; init; }

    /// <summary>Since the last engagement, or since go-live where there was none.</summary>
    public int? DaysWithoutContact { get; init; }

    public int? OverrideEndsInDays { get; init; }
}
