namespace Ethico.Ops.Domain.Migration;

/// <summary>What a rule looks at.</summary>
public enum RuleScope
{
    /// <summary>One row by itself.</summary>
    Row,

    /// <summary>A row beside others of its key, reference number or text.</summary>
    BetweenRows,

    /// <summary>A row beside what the tenant has already.</summary>
    Live,

    /// <summary>The run: the finding is of row 0, and an Error blocks the step.</summary>
    Run,
}
