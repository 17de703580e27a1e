using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>One entry in the list. Names are looked up beside it: they are not part of the record and may be erased.</summary>
/// <param name="ActorName">Null: a job, or a name that was erased.</param>
/// <param name="HasValues">Whether before or after was kept: the row opens as a diff.</param>
public sealed record AuditLine(
    AuditEntryId Id,
    string Stream,
    long Sequence,
    DateTimeOffset At,
    string ActorKind,
    string ActorId,
    string? ActorName,
    string? Role,
    SessionId? Session,
    OrganizationId? Tenant,
    string? TenantName,
    string Action,
    string? EntityType,
    string? EntityId,
    string? Detail,
    bool IsRefused,
    string? Reason,
    string? Ticket,
    bool HasValues);
