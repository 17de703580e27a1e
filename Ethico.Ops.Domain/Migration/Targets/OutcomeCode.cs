namespace Ethico.Ops.Domain.Migration;

/// <summary>The codes of platform.cases.outcome and platform.investigations.outcome.</summary>
public static class OutcomeCode
{
    public const string Substantiated = "SUBSTANTIATED";
    public const string PartlySubstantiated = "PARTLY_SUBSTANTIATED";
    public const string Unsubstantiated = "UNSUBSTANTIATED";
    public const string Inconclusive = "INCONCLUSIVE";
    public const string Dismissed = "DISMISSED";
    public const string Withdrawn = "WITHDRAWN";
    public const string Referred = "REFERRED";
    public const string Duplicate = "DUPLICATE";
    public const string NotRecorded = "NOT_RECORDED";
}
