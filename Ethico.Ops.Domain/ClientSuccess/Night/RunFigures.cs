namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a run did, kept with it.</summary>
public sealed record RunFigures(int Tenants)
{
    public int Scored { get; init; }

    public int Insufficient { get; init; }

    public int Unscored { get; init; }

    public int Failed { get; init; }

    public long Rejected { get; init; }

    /// <summary>How far arrivals were read.</summary>
    public DateTimeOffset? ReadThrough { get; init; }
}
