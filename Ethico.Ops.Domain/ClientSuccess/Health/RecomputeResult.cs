namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Moved">Raw numbers that are not what they were, by name.</param>
public sealed record RecomputeResult(StandingSnapshot? Before, StandingSnapshot After, IReadOnlyList<MovedCount> Moved);
