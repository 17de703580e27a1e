using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The thresholds as a list: what each is called, its unit and its limits (client-success.md 5.10).</summary>
public static class AlertThresholdRules
{
    public static IReadOnlyList<AlertThresholdField> Fields { get; } =
    [
        new("ScoreDrop", AlertRule.ScoreDrop, "Points below a week ago", 1, 100, 1, t => t.ScoreDrop, (t, v) => t with { ScoreDrop = v }),
        new("KeyUserDays", AlertRule.KeyUserSilent, "Days a key contact is inactive", 1, 365, 0, t => t.KeyUserDays, (t, v) => t with { KeyUserDays = (int)v }),
        new("TicketSurgeTimes", AlertRule.TicketSurge, "Times the weekly mean", 1, 100, 1, t => t.TicketSurgeTimes, (t, v) => t with { TicketSurgeTimes = v }),
        new("TicketSurgeLeast", AlertRule.TicketSurge, "Tickets in 7 days, at least", 1, 1000, 0, t => t.TicketSurgeLeast, (t, v) => t with { TicketSurgeLeast = (int)v }),
        new("UsageDropPercent", AlertRule.UsageDrop, "Percent under the mean of 4 weeks", 1, 100, 1, t => t.UsageDropPercent, (t, v) => t with { UsageDropPercent = v }),
        new("UsageDropLeastMean", AlertRule.UsageDrop, "Mean active accounts, at least", 1, 10_000, 1, t => t.UsageDropLeastMean, (t, v) => t with { UsageDropLeastMean = v }),
        new("LowSeatsPercent", AlertRule.LowSeats, "Percent of licensed seats, under", 1, 100, 1, t => t.LowSeatsPercent, (t, v) => t with { LowSeatsPercent = v }),
        new("NoContactDays", AlertRule.NoContact, "Days without engagement", 1, 365, 0, t => t.NoContactDays, (t, v) => t with { NoContactDays = (int)v }),
        new("OverrideEndsDays", AlertRule.OverrideEnds, "Days left", 1, 90, 0, t => t.OverrideEndsDays, (t, v) => t with { OverrideEndsDays = (int)v }),
    ];

    public static Refusal? Check(AlertThresholds thresholds) => Fields.Select(f => f.Check(f.Get(thresholds))).FirstOrDefault(r => r is not null);

    /// <summary>What differs, by title.</summary>
    public static IReadOnlyList<string> Differences(AlertThresholds was, AlertThresholds now) =>
        [.. Fields.Where(f => f.Get(was) != f.Get(now)).Select(f => f.Title.ToLowerInvariant())];

    internal static Refusal Wrong(AlertThresholdField field) => HealthRefusals.Wrong(
        field.Name, string.Create(CultureInfo.InvariantCulture, $"{field.Title}: between {field.Least} and {field.Most:N0}{(field.Places == 0 ? ", whole" : ", to a tenth")}."));
}
