using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record ClientFileView(
    OrganizationId Tenant, string Name, string? Domain, string Status, string Plan, DateTimeOffset? LiveAt, string? Industry, int? Headcount, int? LicensedSeats,
    IReadOnlyList<string> Tags, DateOnly? RenewalOn, string? RenewalKind, AlertLevel AlertLevel, OperatorId? Lead, string? LeadName, long RowVersion);
