namespace Ethico.Ops.Domain.Migration;

/// <summary>One line of the history of fixes and skips. Holds no value.</summary>
public sealed record RowAct(Guid Id, bool IsSkip, int Rows, int? Column, string? By, DateTimeOffset At, DateTimeOffset? UndoneAt);
