namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A step towards LOW in one component's own unit.</summary>
/// <param name="Units">Whole units more; tickets: weighted tickets fewer (whole steps of one).</param>
/// <param name="Target">The numerator it leads to.</param>
/// <param name="Score">The component's score then.</param>
public sealed record ChangeUnit(Component Component, int Units, decimal Target, decimal Denominator, decimal Score);
