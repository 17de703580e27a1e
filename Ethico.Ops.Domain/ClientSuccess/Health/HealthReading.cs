namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What the formula says of one tenant's raw numbers, before trend and band.</summary>
/// <param name="Components">All five, in order.</param>
/// <param name="Score">Null where the coverage is too small.</param>
/// <param name="Coverage">Weight of the present components, in percent.</param>
public sealed record HealthReading(IReadOnlyList<ComponentScore> Components, decimal? Score, decimal Coverage, HealthFlags Flags)
{
    public SnapshotState State => Score is null ? SnapshotState.Insufficient : SnapshotState.Scored;

    public ComponentScore this[Component component] => Components[(int)component];
}
