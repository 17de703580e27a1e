namespace Ethico.Ops.Domain.Migration;

/// <summary>Rows drawn by a seed that repeats them, or chosen by a person.</summary>
/// <param name="Seed">Null: the rows were chosen.</param>
/// <param name="VisibleUntil">Set where personal values are in clear: drop them then.</param>
public sealed record PlanSample(long? Seed, IReadOnlyList<SideBySide> Rows, DateTimeOffset ReadAt, DateTimeOffset? VisibleUntil);
