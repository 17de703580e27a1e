namespace Ethico.Ops.Domain.Migration;

/// <summary>A rule and a source column: how findings are listed, fixed and accepted.</summary>
/// <param name="Column">From 1; 0: no one column.</param>
public sealed record FindingGroupKey(RuleCode Code, Severity Severity, int Column)
{
    /// <summary>Null: there is no such rule.</summary>
    public Rule? Rule => Rules.Find(Code.Value, Severity);
}
