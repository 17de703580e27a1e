namespace Ethico.Ops.Domain.Access;

/// <summary>A filter as it stands in the address: text, not yet believed. Empty is the same as absent.</summary>
public sealed record AuditFilterInput
{
    /// <summary>An operator's id, or the name of a job.</summary>
    public string? Operator { get; init; }

    public string? Tenant { get; init; }

    public string? Session { get; init; }

    public string? Action { get; init; }

    public string? EntityType { get; init; }

    public string? Entity { get; init; }

    public string? Ticket { get; init; }

    /// <summary>ALLOWED or REFUSED.</summary>
    public string? Outcome { get; init; }

    /// <summary>ISO 8601 with zone, inclusive; without a zone: UTC.</summary>
    public string? From { get; init; }

    /// <summary>Exclusive.</summary>
    public string? To { get; init; }
}
