namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 5.10; a platform administrator sets them, version by version.</summary>
public sealed record AlertThresholds(int Version)
{
    /// <summary>Points below seven days ago.</summary>
    public decimal ScoreDrop { get; init; } = 10m;

    public int KeyUserDays { get; init; } = 14;

    public decimal TicketSurgeTimes { get; init; } = 3m;

    public int TicketSurgeLeast { get; init; } = 5;

    /// <summary>Percent under the mean of four weeks.</summary>
    public decimal UsageDropPercent { get; init; } = 30m;

    public decimal UsageDropLeastMean { get; init; } = 10m;

    public decimal LowSeatsPercent { get; init; } = 50m;

    public int NoContactDays { get; init; } = 60;

    public int OverrideEndsDays { get; init; } = 7;
}
