using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

/// <summary>A session as <see cref="SessionSql.Columns"/> reads it.</summary>
internal sealed record SessionRow(
    Guid Id,
    Guid OperatorId,
    string OperatorName,
    string Role,
    Guid OrganizationId,
    string TenantName,
    string? TenantDomain,
    string TenantPlan,
    bool SeesContent,
    string Category,
    string Reason,
    string? Ticket,
    bool IsWriting,
    DateTimeOffset? WriteUntil,
    DateTimeOffset StartedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset LastActAt,
    DateTimeOffset? EndedAt,
    string? EndReason,
    bool ToReview,
    string? ReturnTo,
    DateTimeOffset ReadAt)
{
    public SessionView ToView() => new(
        new(Id),
        new(OperatorId),
        OperatorName,
        RoleNames.Parse(Role) ?? throw new InvalidOperationException("A session holds a role that is not one of the nine."),
        new(OrganizationId),
        TenantName,
        TenantDomain,
        TenantPlan,
        SeesContent,
        SessionNames.ParseCategory(Category),
        Reason,
        Ticket,
        IsWriting ? SessionMode.Write : SessionMode.Read,
        IsWriting ? WriteUntil : null,
        StartedAt,
        ExpiresAt,
        LastActAt,
        EndedAt,
        SessionNames.ParseEnd(EndReason),
        ToReview,
        ReturnTo,
        ReadAt);
}
