namespace Ethico.Ops.Domain.Migration;

/// <summary>The codes of severity in schema platform; none of them where a case is not rated.</summary>
public static class SeverityCode
{
    public const string Critical = "CRITICAL";
    public const string High = "HIGH";
    public const string Medium = "MEDIUM";
    public const string Low = "LOW";
}
