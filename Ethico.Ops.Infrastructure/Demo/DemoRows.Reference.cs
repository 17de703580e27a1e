namespace Ethico.Ops.Infrastructure.Demo;

internal static partial class DemoRows
{
    /// <summary>platform.queues</summary>
    internal sealed record Queue
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public required bool IsFallback { get; init; }
        public required bool IsActive { get; init; }
    }

    /// <summary>platform.categories</summary>
    internal sealed record Category : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public Guid? ParentId { get; init; }
        public required string Name { get; init; }
        public required string NameKey { get; init; }
        public string? Code { get; init; }
        public string? StandardCode { get; init; }
        public string? Overlay { get; init; }
        public Guid? QueueId { get; init; }
        public bool RequiresClearance { get; init; }
        public bool IsActive { get; init; } = true;
        public Guid? UpdatedBy { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }

    /// <summary>platform.category_clearances</summary>
    internal sealed record CategoryClearance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid CategoryId { get; init; }
        public required Guid AccountId { get; init; }
    }

    /// <summary>platform.locations</summary>
    internal sealed record Location : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public string? Code { get; init; }
        public required string Name { get; init; }
        public required string NameKey { get; init; }
        public string? City { get; init; }
        public string? State { get; init; }
        public string? PostalCode { get; init; }
        public string? Country { get; init; }
        public bool IsActive { get; init; } = true;
        public Guid? UpdatedBy { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }
}
