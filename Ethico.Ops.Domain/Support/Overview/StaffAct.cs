using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Something Ethico staff did in this tenant, from the audit trail, without its detail.</summary>
/// <param name="Action">The stored name of an <see cref="AuditAction"/>.</param>
/// <param name="Session">The session it happened in; null for an act from outside, such as one that was refused.</param>
public sealed record StaffAct(
    AuditEntryId Id,
    DateTimeOffset At,
    string ActorName,
    Role? Role,
    SessionId? Session,
    string? Ticket,
    string Action,
    string? EntityType,
    string? EntityId,
    bool IsRefused);
