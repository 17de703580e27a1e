using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;
using static Ethico.Ops.Portal.Components.Pages.ClientSuccess.HealthWording;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Alerts and renewals in sentences, each with the numbers that triggered it.</summary>
internal static class WorkWording
{
    public static string Sentence(AlertRow alert) => alert.Rule switch
    {
        AlertRule.ScoreDrop => $"Score {Tenth(alert.Number)}, was {Tenth(alert.Against)} a week before",
        AlertRule.BandHigh => $"Became high risk with a score of {Tenth(alert.Number)}",
        AlertRule.KeyUserSilent => $"A key contact has not been active for {Days(alert.Number)}{(alert.Number >= AlertRules.SilentAtMost ? " or more" : "")}",
        AlertRule.TicketSurge => $"{Whole(alert.Number)} tickets in 7 days, {Tenth(alert.Against)} a week before that",
        AlertRule.UsageDrop => $"{Accounts(alert.Number)} this week, {Tenth(alert.Against)} in the weeks before",
        AlertRule.FeatureIdle => Wording.Count((int)alert.Number, "feature once used is idle", "features once used are idle"),
        AlertRule.Renewal when alert.Number < 0 => $"Renewal overdue by {Days(-alert.Number)}",
        AlertRule.Renewal => $"Renewal in {Days(alert.Number)}",
        AlertRule.LowSeats => $"{Accounts(alert.Number)} on {Whole(alert.Against)} licensed seats",
        AlertRule.NoContact => $"{Days(alert.Number)} without an engagement",
        AlertRule.Quiet => "No ticket while usage falls",
        AlertRule.OverrideEnds => $"The override ends in {Days(alert.Number)}",
        _ => "No fresh score",
    };

    /// <summary>A person, or the role it waits for.</summary>
    public static string Owner(string? name, string? role) => name ?? (role is null ? "nobody" : RoleNames.Parse(role)?.Shown() ?? Wording.Of(role));

    /// <summary>A rule of bands in two or three words, for a list of reasons.</summary>
    public static string Short(this BandRule rule) => rule switch
    {
        BandRule.R1 => "score is low", BandRule.R2 => "low and declining", BandRule.R3 => "healthy", BandRule.R4 => "middling score", _ => "declining before renewal",
    };

    public static string Words(this RenewalBucket bucket) => bucket switch
    {
        RenewalBucket.Overdue => "Overdue", RenewalBucket.Within30 => "Within 30 days", RenewalBucket.Within60 => "31 to 60 days", RenewalBucket.Within90 => "61 to 90 days",
        _ => "91 to 120 days",
    };

    public static TagTone Tone(this RenewalBucket bucket) => bucket switch
    {
        RenewalBucket.Overdue => TagTone.Bad, RenewalBucket.Within30 => TagTone.Caution, RenewalBucket.Within60 => TagTone.Info, _ => TagTone.Unknown,
    };

    public static TagTone Tone(this AlertSeverity severity) => severity switch
    {
        AlertSeverity.High => TagTone.Bad, AlertSeverity.Medium => TagTone.Caution, _ => TagTone.Unknown,
    };

    public static string State(AlertRow alert) => alert is { State: AlertState.Snoozed, SnoozedUntil: { } day } ? $"Snoozed until {ShortDay(day)}" : alert.State.Word();

    private static string Accounts(decimal count) => Wording.Count((int)count, "active account", "active accounts");

    private static string Days(decimal days) => Wording.Count((int)days, "day", "days");
}
