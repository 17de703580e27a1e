namespace Ethico.Ops.Domain.Migration;

public sealed record ValueCount(string Value, int Count);
