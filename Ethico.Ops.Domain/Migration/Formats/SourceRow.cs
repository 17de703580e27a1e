namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// One record of the file as it stands there. Cells are text, "" is blank; there are as many as the format has columns.
/// </summary>
/// <param name="Number">From 1 in each file; header, footer and blank lines are not counted.</param>
/// <param name="Line">The line the record begins on, from 1; in a workbook its row.</param>
/// <param name="Cells">As many as columns: what was missing is blank, what was too much is named in a fault.</param>
/// <param name="Faults">Null for a clean row.</param>
public sealed record SourceRow(int Number, long Line, string[] Cells, IReadOnlyList<RowFault>? Faults)
{
    /// <summary>Cells beyond the last column, so that nothing of the file is lost; null where there are none.</summary>
    public string[]? Surplus { get; init; }
}
