namespace Ethico.Ops.Domain.Support;

/// <summary>How severe a case is; NotRated where the platform holds none.</summary>
public enum CaseSeverity
{
    NotRated,
    Low,
    Medium,
    High,
    Critical,
}
