namespace Ethico.Ops.Domain.Migration;

/// <summary>A queue of the tenant that cases may wait in.</summary>
/// <param name="IsFallback">The tenant's own choice for what nobody else takes.</param>
public sealed record TenantQueue(Guid Id, string Name, bool IsFallback);
