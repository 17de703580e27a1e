namespace Ethico.Ops.Bench.Migration;

/// <summary>What came of an import whose worker was killed.</summary>
/// <param name="WasOver">It had ended before the kill.</param>
/// <param name="Position">The next row as the kill left it.</param>
/// <param name="Resumed">Seconds from the kill to the other process's first batch, or its end where none was left.</param>
/// <param name="Total">Seconds from the first worker's first turn to the end.</param>
/// <param name="Picture">Of the tables; what it ended with where it was no success.</param>
internal sealed record Survival(Kill Kill, bool WasOver, long Position, double Resumed, double Total, string Picture);
