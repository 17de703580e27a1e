namespace Ethico.Ops.Domain.Migration;

/// <summary>What the plan says of one source row.</summary>
/// <param name="Position">Its place in the order of import, and the cursor of a list.</param>
/// <param name="Reason">Why a row is skipped, as a code of the plan.</param>
/// <param name="Changes">Of an update, and of a conflict over an edited record.</param>
public sealed record PlanLine(
    int Position, int Row, PlanAction Action, string? Reason, ConflictKind? Conflict, ConflictDecision? Decision, string? Key, string? Reference,
    IReadOnlyList<PlanChange> Changes);
