namespace Ethico.Ops.Domain.ClientSuccess;

public enum Trend
{
    Improving,
    Stable,
    Declining,
}
