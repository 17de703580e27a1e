namespace Ethico.Ops.Domain.Migration;

/// <summary>A category or location the tenant has, as value maps name it.</summary>
/// <param name="StandardCode">Of a category: the standard name it stands for.</param>
public sealed record TenantWord(string Name, string? Code = null, string? StandardCode = null);
