namespace Ethico.Ops.Domain.ClientSuccess;

[Flags]
public enum HealthFlags
{
    None = 0,

    /// <summary>No ticket while usage falls.</summary>
    Quiet = 1,

    /// <summary>A component stands on a denominator under 5 (tickets: under 25 accounts).</summary>
    SmallBase = 2,

    /// <summary>Computed on a later night than its own.</summary>
    Late = 4,

    /// <summary>Computed again because its raw numbers changed.</summary>
    Restated = 8,
}
