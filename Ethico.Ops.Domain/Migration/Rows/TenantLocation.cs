namespace Ethico.Ops.Domain.Migration;

public sealed record TenantLocation(Guid Id, string Name, string NameKey, string? Code);
