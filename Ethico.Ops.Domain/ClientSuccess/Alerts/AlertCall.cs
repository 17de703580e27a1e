namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A rule that holds.</summary>
/// <param name="Number">What triggered it, in the rule's own unit.</param>
/// <param name="Against">What it was held against.</param>
/// <param name="Stage">RENEWAL rises with it: 1 to 90 days, 2 to 60, 3 to 30, 4 overdue; else 1.</param>
public sealed record AlertCall(AlertRule Rule, AlertSeverity Severity, decimal Number, decimal Against, int Stage = 1);
