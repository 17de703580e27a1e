namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// The plan of migration.md 9.1 as rules over one row. A million rows are decided in SQL (migration.plan_lines); a test holds that
/// statement to these.
/// </summary>
public static class PlanRules
{
    public static (PlanAction Action, ConflictKind? Conflict) Decide(PlanFacts row)
    {
        if (!row.IsReady)
            return (PlanAction.Skip, null);
        if (!row.IsKnown)
            return row.IsReferenceTaken ? (PlanAction.Conflict, ConflictKind.ReferenceTaken) : (PlanAction.Create, null);
        if (!row.IsWithinReach)
            return (PlanAction.Conflict, ConflictKind.ClosedOff);
        if (row.Existing is ExistingPolicy.Skip || !row.Differs)
            return (PlanAction.Skip, null);
        return row.IsEdited ? (PlanAction.Conflict, ConflictKind.EditedSince) : (PlanAction.Update, null);
    }

    /// <summary>A further row of the same key.</summary>
    public static PlanAction Follow(PlanAction lead) => lead is PlanAction.Skip ? PlanAction.Skip : PlanAction.Merge;

    public static IReadOnlyList<ConflictDecision> Choices(ConflictKind conflict) => conflict switch
    {
        ConflictKind.EditedSince => [ConflictDecision.KeepOurs, ConflictDecision.TakeSource],
        ConflictKind.ReferenceTaken => [ConflictDecision.NewNumber, ConflictDecision.Prefix, ConflictDecision.Skip],
        ConflictKind.ClosedOff => [ConflictDecision.Skip, ConflictDecision.CreateBeside],
        _ => throw new ArgumentOutOfRangeException(nameof(conflict), conflict, "Not a conflict."),
    };

    /// <summary>What a decided conflict comes to.</summary>
    public static PlanAction ComesTo(ConflictDecision decision) => decision switch
    {
        ConflictDecision.TakeSource => PlanAction.Update,
        ConflictDecision.NewNumber or ConflictDecision.Prefix or ConflictDecision.CreateBeside => PlanAction.Create,
        ConflictDecision.KeepOurs or ConflictDecision.Skip => PlanAction.Skip,
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "Not a decision."),
    };
}
