namespace Ethico.Ops.Domain.Migration;

/// <summary>Up to so many rows (created, updated, merged) one person imports, or rolls back, alone; above that a second one approves.</summary>
public sealed record OnePersonRows(int Import = RunRules.OnePersonRows, int Rollback = RunRules.OnePersonRows);
