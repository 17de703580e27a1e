namespace Ethico.Ops.Domain.Migration;

/// <summary>Which rows to show side by side: one of the ways is set, or the plan's own draw.</summary>
/// <param name="Seed">Another draw.</param>
/// <param name="Rows">By number.</param>
/// <param name="Key">By source record id, exactly.</param>
/// <param name="Rule">Rows with a finding of this rule, the first ten.</param>
/// <param name="Action">The first ten of an action.</param>
public sealed record PlanPick(long? Seed = null, IReadOnlyList<int>? Rows = null, string? Key = null, string? Rule = null, PlanAction? Action = null);
