using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What was computed for one tenant and day.</summary>
public sealed record Snapshot(OrganizationId Tenant, DateOnly Day, SnapshotState State, int ModelVersion)
{
    public UnscoredCause? Cause { get; init; }

    /// <summary>With <see cref="UnscoredCause.ComputationFailed"/>: the number that cannot be, or a log reference.</summary>
    public string? FailedInput { get; init; }

    public RawCounts? Raw { get; init; }

    public HealthReading? Reading { get; init; }

    public TrendReading? Trend { get; init; }

    public int? RenewalInDays { get; init; }

    public BandReading? Band { get; init; }

    public HealthFlags Flags { get; init; }
}
