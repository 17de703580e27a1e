namespace Ethico.Ops.Domain.Migration;

/// <summary>The codes of platform.cases.status.</summary>
public static class CaseStatusCode
{
    public const string New = "NEW";
    public const string Open = "OPEN";
    public const string InProgress = "IN_PROGRESS";
    public const string InReview = "IN_REVIEW";
    public const string AwaitingInfo = "AWAITING_INFO";
    public const string OnHold = "ON_HOLD";
    public const string Closed = "CLOSED";
}
