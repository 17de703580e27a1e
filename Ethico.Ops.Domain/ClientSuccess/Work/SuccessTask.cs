using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record SuccessTask(
    Guid Id, OrganizationId Tenant, string Client, Guid? AlertId, AlertRule? Rule, string Title, OperatorId? Owner, string? OwnerName, string? OwnerRole,
    DateOnly DueOn, string State, string? Outcome, long RowVersion);
