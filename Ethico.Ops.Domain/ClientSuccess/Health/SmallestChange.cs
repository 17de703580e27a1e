namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The answer to "what would it take": steps that reach the score, or why numbers alone do not.</summary>
/// <param name="Steps">One, where one component suffices; several, where it takes more; none, where <paramref name="Obstacle"/> says why.</param>
/// <param name="Score">After these steps.</param>
/// <param name="MeanNeeded">Declining: the 7-day mean must be over this.</param>
public sealed record SmallestChange(IReadOnlyList<ChangeUnit> Steps, decimal? Score, ChangeObstacle? Obstacle, decimal? MeanNeeded);
