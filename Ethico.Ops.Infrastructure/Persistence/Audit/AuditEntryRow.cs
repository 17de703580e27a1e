using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>A row of <c>access.audit_entry</c>, for reading.</summary>
internal sealed class AuditEntryRow
{
    public Guid Id { get; init; }

    public required string Stream { get; init; }

    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    public required string ActorKind { get; init; }

    public required string ActorId { get; init; }

    public string? Role { get; init; }

    public Guid? SessionId { get; init; }

    public Guid? OrganizationId { get; init; }

    public required string Action { get; init; }

    public string? EntityType { get; init; }

    public string? EntityId { get; init; }

    public string? Detail { get; init; }

    public required string Outcome { get; init; }

    public string? Reason { get; init; }

    public string? Ticket { get; init; }

    public string? Ip { get; init; }

    public string? UserAgent { get; init; }

    public string? CorrelationId { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }

    public AuditEntry ToEntry() => new()
    {
        Id = Id,
        Stream = Stream,
        Sequence = Sequence,
        At = At,
        ActorKind = ActorKind,
        ActorId = ActorId,
        Role = Role,
        SessionId = SessionId,
        OrganizationId = OrganizationId,
        Action = Action,
        EntityType = EntityType,
        EntityId = EntityId,
        Detail = Detail,
        Outcome = Outcome,
        Reason = Reason,
        Ticket = Ticket,
        Ip = Ip,
        UserAgent = UserAgent,
        CorrelationId = CorrelationId,
        Before = Before,
        After = After,
        PreviousHash = PreviousHash,
        Hash = Hash,
    };
}
