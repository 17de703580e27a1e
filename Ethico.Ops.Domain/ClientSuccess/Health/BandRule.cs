namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The codes a snapshot keeps, in the order they fired.</summary>
public enum BandRule
{
    /// <summary>Score under the high threshold.</summary>
    R1,

    /// <summary>Declining, and under the second threshold.</summary>
    R2,

    /// <summary>At or over the low threshold, and not declining.</summary>
    R3,

    /// <summary>None of the three.</summary>
    R4,

    /// <summary>Declining, with a renewal near or overdue: one band up, never under MEDIUM.</summary>
    R5,
}
