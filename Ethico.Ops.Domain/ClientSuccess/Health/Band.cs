namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Risk level, rising.</summary>
public enum Band
{
    Low,
    Medium,
    High,
}
