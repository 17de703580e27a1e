namespace Ethico.Ops.Domain.Migration;

/// <summary>The figures of a file that was read to its end.</summary>
/// <param name="TooLong">Rows with more cells than columns.</param>
/// <param name="TooShort">Rows with fewer.</param>
public sealed record DetectionCounts(int Rows, int TooLong, int TooShort, int OtherFaults, long BlankLines);
