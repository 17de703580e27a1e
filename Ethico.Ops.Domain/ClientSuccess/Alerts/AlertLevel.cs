namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>How loudly a client's alerts are told.</summary>
public enum AlertLevel
{
    None,
    DashboardOnly,
    Proactive,
}
