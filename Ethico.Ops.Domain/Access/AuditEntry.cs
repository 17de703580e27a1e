namespace Ethico.Ops.Domain.Access;

/// <summary>
/// One record of the trail as it stands in the database or in an export. Codes stay text: evidence is read as it was written,
/// also where this version of the portal would write it otherwise. Field order is that of docs/audit-format.md.
/// </summary>
public sealed record AuditEntry
{
    public required Guid Id { get; init; }

    public required string Stream { get; init; }

    /// <summary>Counts from 1 without a gap within the stream.</summary>
    public required long Sequence { get; init; }

    /// <summary>The database's clock, whole microseconds.</summary>
    public required DateTimeOffset At { get; init; }

    public required string ActorKind { get; init; }

    public required string ActorId { get; init; }

    public string? Role { get; init; }

    public Guid? SessionId { get; init; }

    public Guid? OrganizationId { get; init; }

    public required string Action { get; init; }

    public string? EntityType { get; init; }

    public string? EntityId { get; init; }

    /// <summary>JSON, as the very text the hash covers; so are <see cref="Before"/> and <see cref="After"/>.</summary>
    public string? Detail { get; init; }

    public required string Outcome { get; init; }

    public string? Reason { get; init; }

    public string? Ticket { get; init; }

    public string? Ip { get; init; }

    public string? UserAgent { get; init; }

    public string? CorrelationId { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>32 bytes; zeros in the first entry of a stream.</summary>
    public required ReadOnlyMemory<byte> PreviousHash { get; init; }

    public required ReadOnlyMemory<byte> Hash { get; init; }
}
