namespace Ethico.Ops.Domain.Migration;

/// <summary>A row with too many or too few cells as the file has it, for the person who puts them into their places.</summary>
/// <param name="Columns">The file's names, one for each cell of the source.</param>
/// <param name="Source">Cells and surplus; masked ones are bullets.</param>
/// <param name="Typed">What people put into its cells before, by column, 0 for the case's notes: it stays where it is, over whatever comes to stand there.</param>
/// <param name="IsMasked">Some are bullets: any that could belong to a column with something personal.</param>
public sealed record RowSight(IReadOnlyList<string> Columns, SourceRow Source, IReadOnlyDictionary<int, string> Typed, bool IsMasked);
