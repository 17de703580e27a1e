namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="IsLate">It was not the last complete day when it was noted.</param>
public sealed record OwedDay(DateOnly Day, bool IsLate);
