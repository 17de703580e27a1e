namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What there is to do, as what asks for it or as the steps agreed for it.</summary>
public enum WorkList
{
    Alerts,
    Tasks,
}
