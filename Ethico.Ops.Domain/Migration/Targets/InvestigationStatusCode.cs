namespace Ethico.Ops.Domain.Migration;

/// <summary>The codes of platform.investigations.status.</summary>
public static class InvestigationStatusCode
{
    public const string NotStarted = "NOT_STARTED";
    public const string Active = "ACTIVE";
    public const string InReview = "IN_REVIEW";
    public const string OnHold = "ON_HOLD";
    public const string Closed = "CLOSED";
}
