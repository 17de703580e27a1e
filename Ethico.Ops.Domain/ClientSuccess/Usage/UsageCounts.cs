namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The figures of a day, week or month of which at least one day was counted.</summary>
/// <param name="ActiveAccounts">Distinct accounts of the period, not a sum of days; null where it is not kept.</param>
public sealed record UsageCounts(
    int SignIns, int? ActiveAccounts, ShownCount CasesOpened, ShownCount CasesClosed, int CampaignsRunning, int AssignmentsCompleted, ShownCount ReportsReceived,
    int ReportViews, int? Headcount);
