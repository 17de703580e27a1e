namespace Ethico.Ops.Domain.Migration;

/// <summary>What a column holds, counted over all rows of all files of the run. Samples and values are content of the client.</summary>
/// <param name="Rows">Records, blank cells included.</param>
/// <param name="Distinct">Of filled cells; exact up to <see cref="MaxDistinct"/>, one above it means "more".</param>
/// <param name="Values">Filled values by falling count; empty where there are more than <see cref="MaxDistinct"/>.</param>
/// <param name="HasAllValues">False where some values are too long to be listed, or too many.</param>
/// <param name="Longest">In characters.</param>
/// <param name="AverageLength">Of filled cells, in characters.</param>
/// <param name="Shapes">Filled cells per shape.</param>
/// <param name="Samples">The first five different values, at most 200 characters each.</param>
public sealed record ColumnProfile(
    string Name, int Rows, int Blanks, int Distinct, IReadOnlyList<ValueCount> Values, bool HasAllValues, int Longest, double AverageLength,
    ShapeCounts Shapes, IReadOnlyList<string> Samples, DateCounts Dates)
{
    public const int MaxDistinct = 10_000;

    public int Filled => Rows - Blanks;

    public bool IsDistinctExact => Distinct <= MaxDistinct;
}
