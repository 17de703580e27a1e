namespace Ethico.Ops.Domain.Migration;

/// <summary>One line of the history of fixes and skips. Holds no value.</summary>
/// <param name="Row">Where it is one.</param>
/// <param name="Column">Where it is one; <see cref="RowFixes.RowPlace"/>: the row was put into its place.</param>
/// <param name="ColumnName">The file's, of one column.</param>
public sealed record RowAct(Guid Id, bool IsSkip, int Rows, int? Row, int? Column, string? ColumnName, string? By, DateTimeOffset At, DateTimeOffset? UndoneAt);
