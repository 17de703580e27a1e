namespace Ethico.Ops.Domain.Migration;

/// <summary>What the tenant has already and a row may mean: read once before a pass.</summary>
public sealed record TenantReferences(
    IReadOnlyList<TenantCategory> Categories, IReadOnlyList<TenantLocation> Locations, IReadOnlyList<TenantUser> Users, string? FallbackQueueName)
{
    public static TenantReferences None { get; } = new([], [], [], null);
}
