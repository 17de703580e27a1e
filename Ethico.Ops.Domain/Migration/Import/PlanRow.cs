namespace Ethico.Ops.Domain.Migration;

/// <summary>A row of the plan as step 5 lists it. Content: only inside a session of its tenant.</summary>
/// <param name="Changes">Field by field, live beside new, as JSON; null where nothing would change.</param>
public sealed record PlanRow(
    int Position, int RowNumber, string? Key, PlanAction Action, ConflictKind? Conflict, ConflictDecision? Decision, string? Reason, string? Reference, string? Changes);
