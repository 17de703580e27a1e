namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A stored snapshot, with the model it was computed under.</summary>
public sealed record StandingSnapshot(Snapshot Snapshot, HealthModel Model, DateTimeOffset ComputedAt)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(26);

    /// <summary>Older than 26 hours: shown amber, with when it was computed.</summary>
    public bool IsStale(DateTimeOffset now) => now - ComputedAt > Fresh;
}
