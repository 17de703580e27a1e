namespace Ethico.Ops.Domain.Migration;

/// <summary>A row with too many cells as the file has it, for the person who puts it together again.</summary>
/// <param name="Columns">The file's names, one for each cell of the source.</param>
/// <param name="Source">Cells and surplus; masked ones are bullets.</param>
/// <param name="IsMasked">Some are bullets: any that a column with something personal could have lost to it.</param>
public sealed record RowSight(IReadOnlyList<string> Columns, SourceRow Source, bool IsMasked);
