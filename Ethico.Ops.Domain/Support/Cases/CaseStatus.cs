namespace Ethico.Ops.Domain.Support;

/// <summary>platform.cases.status. All but Closed count as open.</summary>
public enum CaseStatus
{
    New,
    Open,
    InProgress,
    InReview,
    AwaitingInfo,
    OnHold,
    Closed,
}
