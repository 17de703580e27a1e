namespace Ethico.Ops.Domain.Migration;

/// <summary>E, W and I of migration.md 8, as far as a single value can be judged.</summary>
public enum FaultWeight
{
    Error,
    Warning,
    Information,
}
