namespace Ethico.Ops.Domain.Migration;

/// <summary>The codes of platform.reports.reporter_type.</summary>
public static class ReporterTypeCode
{
    public const string Anonymous = "ANONYMOUS";
    public const string Confidential = "CONFIDENTIAL";
    public const string Identified = "IDENTIFIED";
    public const string Proxy = "PROXY";
    public const string Unknown = "UNKNOWN";
}
