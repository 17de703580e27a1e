namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// One line of migration.md 8. Where a code is an Error in one case and a Warning in another, each is a rule of its own.
/// </summary>
/// <param name="Ordinal">Its place in <see cref="Rules.All"/>; stored in a row's marks, so rules are only ever added at the end.</param>
/// <param name="Condition">When it is broken, as the page's heading says it.</param>
/// <param name="Advice">What to do, in words; a finding may carry a suggestion of its own that a button takes.</param>
/// <param name="Scope">Row, or the whole run; findings between rows are judged by the rows they share something with.</param>
public sealed record Rule(int Ordinal, RuleCode Code, Severity Severity, string Condition, string Advice, RuleScope Scope = RuleScope.Row)
{
    /// <summary>Findings of it hold no value: neither the match, nor what an anonymous reporter is called (migration.md 8, MIG-25).</summary>
    public bool KeepsNoValue =>
        Code.Value.StartsWith("MIG-SEN-", StringComparison.Ordinal) || Code.Value.StartsWith("MIG-ANO-", StringComparison.Ordinal);
}
