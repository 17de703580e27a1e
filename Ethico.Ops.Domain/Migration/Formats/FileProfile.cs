namespace Ethico.Ops.Domain.Migration;

/// <summary>The whole of a run's files, read once.</summary>
/// <param name="TooLong">Rows with more cells than columns.</param>
/// <param name="TooShort">Rows with fewer.</param>
/// <param name="BlankLines">Not counted as rows, listed apart on the sheet.</param>
public sealed record FileProfile(int Rows, IReadOnlyList<ColumnProfile> Columns, int TooLong, int TooShort, int OtherFaults, long BlankLines);
