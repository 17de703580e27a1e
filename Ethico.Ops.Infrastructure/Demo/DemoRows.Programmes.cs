namespace Ethico.Ops.Infrastructure.Demo;

internal static partial class DemoRows
{
    /// <summary>platform.campaigns</summary>
    internal sealed record Campaign
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string Kind { get; init; }
        public required string Name { get; init; }
        public required string Status { get; init; }
        public DateTimeOffset? StartsAt { get; init; }
        public DateTimeOffset? EndsAt { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }

    /// <summary>platform.campaign_assignments</summary>
    internal sealed record CampaignAssignment
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid CampaignId { get; init; }
        public required Guid AccountId { get; init; }
        public required DateTimeOffset DueAt { get; init; }
        public string Status { get; init; } = "ASSIGNED";
        public DateTimeOffset? CompletedAt { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
    }

    /// <summary>platform.policies</summary>
    internal sealed record Policy
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string Title { get; init; }
        public required string Status { get; init; }
        public DateTimeOffset? PublishedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
    }

    /// <summary>platform.support_tickets</summary>
    internal sealed record SupportTicket
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string Number { get; init; }
        public required string Severity { get; init; }
        public required string Status { get; init; }
        public required string Subject { get; init; }
        public Guid? RequesterId { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset? ResolvedAt { get; init; }
        public Guid? DuplicateOfId { get; init; }
        public bool IsInternal { get; init; }
        public bool IsTest { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
    }

    /// <summary>platform.usage_events</summary>
    internal sealed record UsageEvent
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required DateTimeOffset OccurredAt { get; init; }
        public required DateTimeOffset IngestedAt { get; init; }
        public required string ActorKind { get; init; }
        public Guid? AccountId { get; init; }
        public string? Machine { get; init; }
        public required string Kind { get; init; }
        public string? Feature { get; init; }
        public bool Succeeded { get; init; } = true;
    }
}
