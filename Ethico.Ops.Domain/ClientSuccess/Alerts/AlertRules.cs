namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 5.10.</summary>
public static class AlertRules
{
    /// <summary>An alert resolves by itself when its condition was gone for so many nights.</summary>
    public const int QuietNights = 3;

    /// <summary>An account that was never seen has been silent for as long as days of accounts are kept, or longer.</summary>
    public const int SilentAtMost = NightCalendar.AccountDays;

    /// <summary>Every rule that holds, in their order; BAND_HIGH holds as long as the band is high, and opens when it became so.</summary>
    public static IReadOnlyList<AlertCall> Of(AlertFacts facts, AlertThresholds at)
    {
        List<AlertCall> calls = [];
        if (facts is { Score: { } score, ScoreWeekAgo: { } before } && before - score >= at.ScoreDrop)
            calls.Add(new(AlertRule.ScoreDrop, AlertSeverity.High, score, before));
        if (facts.Band is Band.High)
            calls.Add(new(AlertRule.BandHigh, AlertSeverity.High, facts.Score ?? 0m, 0m));
        if (facts.KeyUserSilentDays >= at.KeyUserDays)
            calls.Add(new(AlertRule.KeyUserSilent, AlertSeverity.High, facts.KeyUserSilentDays.Value, at.KeyUserDays));
        if (facts.TicketsOfWeek >= at.TicketSurgeLeast && facts.TicketsOfWeek * 8m >= at.TicketSurgeTimes * facts.TicketsOfEightWeeks)
            calls.Add(new(AlertRule.TicketSurge, AlertSeverity.Medium, facts.TicketsOfWeek, facts.TicketsOfEightWeeks / 8m));
        var mean = facts.ActiveOfFourWeeks / 4m;
        if (mean >= at.UsageDropLeastMean && facts.ActiveOfWeek * 100m <= mean * (100m - at.UsageDropPercent))
            calls.Add(new(AlertRule.UsageDrop, AlertSeverity.Medium, facts.ActiveOfWeek, mean));
        if (facts.IdleFeatures > 0)
            calls.Add(new(AlertRule.FeatureIdle, AlertSeverity.Low, facts.IdleFeatures, 0m));
        if (Renewal(facts.RenewalInDays) is { } renewal)
            calls.Add(renewal);
        if (facts.LicensedSeats is > 0 and { } seats && facts.ActiveAccounts * 100m < seats * at.LowSeatsPercent)
            calls.Add(new(AlertRule.LowSeats, AlertSeverity.Low, facts.ActiveAccounts, seats));
        if (facts.DaysWithoutContact >= at.NoContactDays)
            calls.Add(new(AlertRule.NoContact, AlertSeverity.Medium, facts.DaysWithoutContact.Value, at.NoContactDays));
        if (facts.Flags.HasFlag(HealthFlags.Quiet))
            calls.Add(new(AlertRule.Quiet, AlertSeverity.Medium, facts.ActiveAccounts, 0m));
        if (facts.OverrideEndsInDays <= at.OverrideEndsDays)
            calls.Add(new(AlertRule.OverrideEnds, AlertSeverity.Low, facts.OverrideEndsInDays.Value, at.OverrideEndsDays));
        if (facts.IsStale || facts is { State: SnapshotState.Unscored, Cause: not UnscoredCause.NotLive })
            calls.Add(new(AlertRule.NoScore, AlertSeverity.High, 0m, 0m));
        return calls;
    }

    /// <summary>May it open where none is open? BAND_HIGH only on the day the band became HIGH, the others whenever they hold.</summary>
    public static bool MayOpen(AlertCall call, AlertFacts facts) => call.Rule is not AlertRule.BandHigh || facts.BandBefore is not Band.High;

    /// <summary>Does the rule look at counted usage? Of a day that was not counted it says neither that it holds nor that it is gone.</summary>
    public static bool NeedsUsage(AlertRule rule) =>
        rule is AlertRule.ScoreDrop or AlertRule.BandHigh or AlertRule.KeyUserSilent or AlertRule.TicketSurge or AlertRule.UsageDrop or AlertRule.FeatureIdle
            or AlertRule.LowSeats or AlertRule.Quiet;

    private static AlertCall? Renewal(int? days) => days switch
    {
        < 0 => new(AlertRule.Renewal, AlertSeverity.High, days.Value, 0m, 4),
        <= 30 => new(AlertRule.Renewal, AlertSeverity.High, days.Value, 30m, 3),
        <= 60 => new(AlertRule.Renewal, AlertSeverity.Medium, days.Value, 60m, 2),
        <= 90 => new(AlertRule.Renewal, AlertSeverity.Medium, days.Value, 90m, 1),
        _ => null,
    };
}
