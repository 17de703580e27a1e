namespace Ethico.Ops.Domain.Migration;

/// <summary>One source column as step 3 shows it.</summary>
/// <param name="Number">From 1, in the order of the file.</param>
/// <param name="Targets">Keys it feeds, the row key included.</param>
/// <param name="Suggestion">What speaks for which target, whether taken or not.</param>
/// <param name="Choice">What becomes of it where it feeds nothing; null: undecided, or it feeds something.</param>
/// <param name="Samples">Bullets where masked.</param>
/// <param name="Date">Both readings, where it feeds a date.</param>
public sealed record ColumnView(
    int Number, string Name, ColumnState State, IReadOnlyCollection<string> Targets, ColumnSuggestion Suggestion, UnmappedColumn? Choice, bool IsMasked,
    IReadOnlyList<string> Samples, int Rows, int Filled, int Distinct, bool IsDistinctExact, int Longest, double AverageLength, ColumnDates? Date)
{
    public bool IsDecided => Targets.Count > 0 || Choice is not null;

    public double FillShare => Rows == 0 ? 0 : (double)Filled / Rows;

    /// <summary>Ignoring it asks again (MIG-QUA-002).</summary>
    public bool IsWellFilled => Filled > 0 && Filled * 5L >= Rows;
}
