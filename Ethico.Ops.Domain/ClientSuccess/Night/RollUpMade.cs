namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="TenantDays">Rows built.</param>
/// <param name="Rejected">Events that arrived and count nowhere: too late, from the future, unknown tenant or feature.</param>
public sealed record RollUpMade(int TenantDays, long Rejected, int Tenants);
