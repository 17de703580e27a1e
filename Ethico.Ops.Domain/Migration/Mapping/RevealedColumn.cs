namespace Ethico.Ops.Domain.Migration;

/// <summary>A column unmasked for a while.</summary>
/// <param name="Samples">The first five different values of the whole file.</param>
/// <param name="Cells">Of the first rows, in their order.</param>
public sealed record RevealedColumn(string Name, IReadOnlyList<string> Samples, IReadOnlyList<string> Cells);
