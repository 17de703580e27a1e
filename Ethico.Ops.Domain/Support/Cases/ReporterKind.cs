namespace Ethico.Ops.Domain.Support;

/// <summary>What is known of who reported. Anonymous: no identity exists, and none can be revealed.</summary>
public enum ReporterKind
{
    Anonymous,
    Confidential,
    Identified,
    Proxy,
    Unknown,
}
