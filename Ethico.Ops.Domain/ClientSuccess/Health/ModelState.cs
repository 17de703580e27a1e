namespace Ethico.Ops.Domain.ClientSuccess;

public enum ModelState
{
    Draft,
    Scheduled,
    Active,
    Superseded,
}
