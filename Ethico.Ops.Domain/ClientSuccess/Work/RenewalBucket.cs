namespace Ethico.Ops.Domain.ClientSuccess;

public enum RenewalBucket
{
    Overdue,
    Within30,
    Within60,
    Within90,
    Within120,
}
