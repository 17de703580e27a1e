namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>By headcount.</summary>
public enum SizeBand
{
    UpTo100,
    UpTo500,
    UpTo2000,
    Over2000,
}
