namespace Ethico.Ops.Domain.ClientSuccess;

public enum CohortKind
{
    All,
    Industry,
    Size,
    IndustryAndSize,
}
