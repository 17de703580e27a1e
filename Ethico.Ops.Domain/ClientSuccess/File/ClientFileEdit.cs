using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="RowVersion">What was looked at.</param>
public sealed record ClientFileEdit(
    string? Industry, int? Headcount, int? LicensedSeats, IReadOnlyList<string> Tags, DateOnly? RenewalOn, string? RenewalKind, AlertLevel AlertLevel,
    OperatorId? Lead, long RowVersion);
