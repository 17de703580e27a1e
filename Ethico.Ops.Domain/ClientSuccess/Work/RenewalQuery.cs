namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One page of the contracts that end within 120 days.</summary>
public sealed record RenewalQuery
{
    public const int SizeMost = 200;

    public RenewalBucket? Bucket { get; init; }

    public Band? Band { get; init; }

    /// <summary>Those that have none, and no other.</summary>
    public bool WithoutBand { get; init; }

    /// <summary>The last client of the page before.</summary>
    public Guid? After { get; init; }

    public int Size { get; init; } = 50;
}
