namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Active">Active tenants.</param>
/// <param name="Settled">Of those, with a score or a stated cause not older than 26 hours.</param>
public sealed record NightRunList(IReadOnlyList<NightRunView> Runs, int Active, int Settled);
