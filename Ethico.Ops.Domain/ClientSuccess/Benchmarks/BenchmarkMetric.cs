namespace Ethico.Ops.Domain.ClientSuccess;

public enum BenchmarkMetric
{
    ActiveShare,
    AttestationCompletion,
    CasesOnTime,

    /// <summary>Lower is better.</summary>
    DaysToClose,
    FeatureBreadth,

    /// <summary>Weighted tickets per 100 accounts: lower is better.</summary>
    TicketsPer100,

    /// <summary>Reports per 100 employees: context without percentile, as low may mean fear.</summary>
    ReportsPer100,
}
