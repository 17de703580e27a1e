namespace Ethico.Ops.Domain.Migration;

/// <summary>How the dates of a column are read.</summary>
/// <param name="Order">Null: open. A column whose dates are all written in one way only needs none.</param>
/// <param name="IsConfirmed">By proof in enough cells, or by a person (migration.md 7.2).</param>
/// <param name="AreSerials">Bare numbers from 20,000 to 80,000 are days of a workbook.</param>
public sealed record DateColumn(string Column, DateOrder? Order, bool IsConfirmed, bool AreSerials = false);
