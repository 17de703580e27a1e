using System.Globalization;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A bar's figures as text: for the chart's labels, its table twin and the file, so that they cannot differ.</summary>
public static class UsageCells
{
    public const string NotCounted = "not counted";

    public const int Figures = 8;

    /// <summary>Sign-ins, active accounts, cases opened, closed, campaigns running, assignments completed, reports received, report views.</summary>
    public static IReadOnlyList<string> Of(UsageBar bar, bool per100) => bar.Counts is not { } counts
        ? [.. Enumerable.Repeat(NotCounted, Figures)]
        :
        [
            Text(counts.SignIns, counts, per100), Text(counts.ActiveAccounts, counts, per100), Text(counts.CasesOpened, counts, per100), Text(counts.CasesClosed, counts, per100),
            Text(counts.CampaignsRunning, counts, per100: false), Text(counts.AssignmentsCompleted, counts, per100), Text(counts.ReportsReceived, counts, per100), Text(counts.ReportViews, counts, per100),
        ];

    /// <summary>What the figures cover, where that is not the whole period.</summary>
    public static string Remark(UsageBar bar) => (bar.IsUnfinished, bar.IsPartly) switch
    {
        (true, true) => "unfinished, " + Counted(bar), (true, false) => "unfinished", (false, true) => Counted(bar), _ => "",
    };

    private static string Counted(UsageBar bar) => string.Create(CultureInfo.InvariantCulture, $"{bar.DaysCounted} of {bar.Days} days counted");

    // A rate over a hidden count would tell it.
    private static string Text(ShownCount count, UsageCounts counts, bool per100) => count.Value is { } value && count.IsShown ? Text(value, counts, per100) : count.ToString();

    private static string Text(int? value, UsageCounts counts, bool per100) => (value, per100) switch
    {
        (null, _) => "not kept",
        (_, false) => value.Value.ToString(CultureInfo.InvariantCulture),
        _ => UsageRates.Per100(value.Value, counts.Headcount)?.ToString("0.0", CultureInfo.InvariantCulture) ?? "no headcount",
    };
}
