namespace Ethico.Ops.Domain.ClientSuccess;

public enum AlertState
{
    New,
    Acknowledged,
    Snoozed,
    Resolved,
    Dismissed,
}
