using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="MayEdit">By its author, for 24 hours; then only an addendum.</param>
public sealed record EngagementView(
    Guid Id, OrganizationId Tenant, string Kind, string Subject, string? Notes, IReadOnlyList<Guid> Contacts, DateTimeOffset HappenedAt, int? Minutes, string Outcome,
    DateOnly? FollowUpOn, bool IsFollowUpDone, DateTimeOffset CreatedAt, OperatorId By, string? ByName, IReadOnlyList<EngagementAddendum> Addenda, bool MayEdit, long RowVersion);
