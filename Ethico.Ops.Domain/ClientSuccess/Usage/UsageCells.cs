using System.Globalization;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A bar's figures as text: for the chart's labels, its table twin and the file, so that they cannot differ.</summary>
public static class UsageCells
{
    /// <summary>Sign-ins, active accounts, cases opened, closed, campaigns running, assignments completed, reports received, report views.</summary>
    public static IReadOnlyList<string> Of(UsageBar bar, bool per100) =>
    [
        Text(bar.SignIns, bar, per100), Text(bar.ActiveAccounts, bar, per100), Text(bar.CasesOpened, bar, per100), Text(bar.CasesClosed, bar, per100),
        Text(bar.CampaignsRunning, bar, per100: false), Text(bar.AssignmentsCompleted, bar, per100), Text(bar.ReportsReceived, bar, per100), Text(bar.ReportViews, bar, per100),
    ];

    // A rate over a hidden count would tell it.
    private static string Text(ShownCount count, UsageBar bar, bool per100) => count.Value is { } value && count.IsShown ? Text(value, bar, per100) : count.ToString();

    private static string Text(int? value, UsageBar bar, bool per100) => (value, per100) switch
    {
        (null, _) => "not kept",
        (_, false) => value.Value.ToString(CultureInfo.InvariantCulture),
        _ => UsageRates.Per100(value.Value, bar.Headcount)?.ToString("0.0", CultureInfo.InvariantCulture) ?? "no headcount",
    };
}
