using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// A session as the bar, the live list and the review see it. All instants are the database's; <paramref name="ReadAt"/> is its clock
/// when this was read, so that a countdown needs no trust in the page's.
/// </summary>
public sealed record SessionView(
    SessionId Id,
    OperatorId Operator,
    string OperatorName,
    Role Role,
    OrganizationId Tenant,
    string TenantName,
    string? TenantDomain,
    string TenantPlan,
    bool SeesContent,
    ReasonCategory Category,
    string Reason,
    string? Ticket,
    SessionMode Mode,
    DateTimeOffset? WriteUntil,
    DateTimeOffset StartedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset LastActAt,
    DateTimeOffset? EndedAt,
    EndReason? EndReason,
    bool ToReview,
    string? ReturnTo,
    DateTimeOffset ReadAt)
{
    public bool IsOpen => EndedAt is null && ExpiresAt > ReadAt;

    public TimeSpan StillExtendable => SessionRules.StillExtendable(StartedAt, ExpiresAt);
}
