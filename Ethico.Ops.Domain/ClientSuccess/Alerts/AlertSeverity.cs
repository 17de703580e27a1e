namespace Ethico.Ops.Domain.ClientSuccess;

public enum AlertSeverity
{
    Low,
    Medium,
    High,
}
