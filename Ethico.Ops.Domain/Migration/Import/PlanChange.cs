namespace Ethico.Ops.Domain.Migration;

/// <summary>One field an update changes.</summary>
/// <param name="Live">What stands there; null: nothing.</param>
/// <param name="New">What the source brings; null: it is emptied.</param>
/// <param name="IsMasked">Personal or narrative: both are bullets until revealed.</param>
public sealed record PlanChange(string Target, string? Live, string? New, bool IsMasked);
