using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What the portfolio is narrowed to; nothing set: all in scope. Days and limits that make no sense simply find nothing.</summary>
public sealed record PortfolioFilter
{
    /// <summary>Part of the name or domain.</summary>
    public string? Text { get; init; }

    /// <summary>Effective bands.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>Those without a band, beside the bands above.</summary>
    public bool WithoutBand { get; init; }

    public Trend? Trend { get; init; }

    public decimal? ScoreFrom { get; init; }

    public decimal? ScoreTo { get; init; }

    public decimal? CoverageUnder { get; init; }

    /// <summary>Days until renewal at most; overdue ones are in it.</summary>
    public int? RenewalWithin { get; init; }

    /// <summary>No renewal date is known.</summary>
    public bool WithoutRenewal { get; init; }

    public string? Industry { get; init; }

    public SizeBand? Size { get; init; }

    public string? Plan { get; init; }

    public OperatorId? Lead { get; init; }

    public string? Tag { get; init; }

    public HealthFlags Flag { get; init; }

    public bool StaleOnly { get; init; }

    public bool OverriddenOnly { get; init; }

    /// <summary>Measured for too short a time to have a trend.</summary>
    public bool NewOnly { get; init; }

    public bool WithOpenAlertOnly { get; init; }

    public UnscoredCause? Cause { get; init; }
}
