namespace Ethico.Ops.Domain.Migration;

/// <summary>What the source itself says, counted by reading its files again: neither staging nor plan has a word in it.</summary>
/// <param name="Rows">All data records.</param>
/// <param name="ByStatus">Of the rows that were to become records of their own; so the other two.</param>
/// <param name="ByYear">Of receipt, UTC.</param>
public sealed record SourceTotals(
    int Rows, IReadOnlyDictionary<string, int> ByStatus, IReadOnlyDictionary<string, int> ByYear, IReadOnlyDictionary<string, int> ByCategory);
