namespace Ethico.Ops.Domain.Migration;

/// <summary>A login of the tenant that may be a case's lead.</summary>
/// <param name="IsActive">A deactivated one is known, and its cases go to the fallback queue all the same.</param>
public sealed record TenantUser(Guid Id, string Name, string NameKey, string Email, string? EmployeeId, bool IsActive);
