namespace Ethico.Ops.Domain.Migration;

/// <summary>What the reader found wrong with a row and did not stop for.</summary>
/// <param name="Code">A code of migration.md 8, such as MIG-FIL-004.</param>
/// <param name="Column">From 0 as the reader found it, the cells behind the last column counted on; -1 where the whole row is meant.</param>
/// <param name="Detail">A sentence without the cell's content.</param>
public sealed record RowFault(string Code, int Column, string Detail)
{
    /// <summary>What to do about it, where the rule's own words do not fit the kind of file.</summary>
    public string? Advice { get; init; }
}
