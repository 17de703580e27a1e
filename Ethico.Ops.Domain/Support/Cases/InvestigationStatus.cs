namespace Ethico.Ops.Domain.Support;

/// <summary>platform.investigations.status.</summary>
public enum InvestigationStatus
{
    NotStarted,
    Active,
    InReview,
    OnHold,
    Closed,
}
