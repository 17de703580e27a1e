using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Alerts in a few words: what pages list and the bell says alike. Of no client's, and of nobody's, name.</summary>
public static class AlertWords
{
    public static string InWords(this AlertRule rule) => rule switch
    {
        AlertRule.ScoreDrop => "score drop", AlertRule.BandHigh => "became high risk", AlertRule.KeyUserSilent => "key contact silent", AlertRule.TicketSurge => "ticket surge",
        AlertRule.UsageDrop => "usage drop", AlertRule.FeatureIdle => "feature idle", AlertRule.Renewal => "renewal", AlertRule.LowSeats => "few seats used",
        AlertRule.NoContact => "no contact", AlertRule.Quiet => "quiet", AlertRule.OverrideEnds => "override ends", _ => "no score",
    };

    /// <summary>To the lead of a client.</summary>
    public static string Notice(AlertRule rule) => rule is AlertRule.BandHigh ? "High risk: a client of yours needs a look" : $"{WholeText.Sentence(rule.InWords())}: a client of yours needs a look";

    /// <summary>To those who run the nights: one for the lot.</summary>
    public static string NoScoreNotice(long clients) =>
        string.Create(CultureInfo.InvariantCulture, $"{(clients == 1 ? "A client has" : $"{clients:N0} clients have")} no fresh score: look at the nights");
}
