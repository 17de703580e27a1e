namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <param name="Column">From 1; 0: appended to the case's notes.</param>
/// <param name="ForgetsBefore">Earlier texts of the cell are emptied in the history too.</param>
internal sealed record CellFix(int Row, int Column, string Value, bool ForgetsBefore);
