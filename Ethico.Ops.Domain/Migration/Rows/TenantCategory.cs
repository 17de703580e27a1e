namespace Ethico.Ops.Domain.Migration;

/// <summary>A category the tenant has; its name folded as <see cref="Shared.NameFolding"/> does.</summary>
public sealed record TenantCategory(Guid Id, Guid? ParentId, string Name, string NameKey, string? Code);
