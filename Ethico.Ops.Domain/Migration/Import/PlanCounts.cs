namespace Ethico.Ops.Domain.Migration;

/// <summary>The five counts of a plan; every source row is in exactly one.</summary>
public sealed record PlanCounts(int Create, int Update, int Merge, int Skip, int Conflict)
{
    /// <summary>Rows the import would write.</summary>
    public int Written => Create + Update + Merge;

    public int Total => Create + Update + Merge + Skip + Conflict;

    /// <summary>So many conflicts decided so.</summary>
    public PlanCounts Decided(ConflictDecision decision, int many)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(many, Conflict);
        var left = this with { Conflict = Conflict - many };
        return PlanRules.ComesTo(decision) switch
        {
            PlanAction.Create => left with { Create = Create + many },
            PlanAction.Update => left with { Update = Update + many },
            _ => left with { Skip = Skip + many },
        };
    }
}
