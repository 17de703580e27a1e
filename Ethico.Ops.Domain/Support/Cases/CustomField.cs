namespace Ethico.Ops.Domain.Support;

public sealed record CustomField(string Name, string Value);
