namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One bar of every usage chart: a day, a week or a month.</summary>
/// <param name="ActiveAccounts">Distinct accounts of the period, not a sum of days; null where it is not kept.</param>
/// <param name="IsUnfinished">The period goes on: hatched.</param>
public sealed record UsageBar(
    DateOnly From, DateOnly To, bool IsUnfinished, int SignIns, int? ActiveAccounts, ShownCount CasesOpened, ShownCount CasesClosed, int CampaignsRunning,
    int AssignmentsCompleted, ShownCount ReportsReceived, int ReportViews, int? Headcount);
