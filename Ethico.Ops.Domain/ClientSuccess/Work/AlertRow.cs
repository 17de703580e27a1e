using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="OwnerRole">Without an owner: everybody of this role.</param>
/// <param name="Number">What triggered it; see <see cref="AlertRules"/> for each rule's unit.</param>
public sealed record AlertRow(
    Guid Id, OrganizationId Tenant, string Client, AlertRule Rule, AlertSeverity Severity, int Stage, decimal Number, decimal Against, DateOnly OpenedOn,
    AlertState State, DateOnly? SnoozedUntil, OperatorId? Owner, string? OwnerName, string? OwnerRole, long RowVersion);
