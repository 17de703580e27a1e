namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Days">Days done by this call, oldest first.</param>
/// <param name="Failed">Tenants whose computation failed, over all those days.</param>
public sealed record NightResult(NightKind Kind, NightState State, IReadOnlyList<DateOnly> Days, int Failed);
