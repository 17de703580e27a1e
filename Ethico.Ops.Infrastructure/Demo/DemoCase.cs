namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>What the client made of a report.</summary>
/// <param name="Status">One of the seven.</param>
internal sealed record DemoCase(string Status)
{
    public string? Outcome { get; init; }

    /// <summary>The last closing, if it is closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Null: it lies in the fallback queue.</summary>
    public DemoRows.Account? Handler { get; init; }

    public DateTimeOffset? FeedbackGivenAt { get; init; }

    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>Closings that were undone: closed, reopened, and when the second was recorded.</summary>
    public IReadOnlyList<(DateTimeOffset Closed, DateTimeOffset Reopened, DateTimeOffset Recorded)> Reopened { get; init; } = [];

    /// <summary>Due instants before the present one: until then, changed at, recorded at.</summary>
    public IReadOnlyList<(DateTimeOffset Due, DateTimeOffset Changed, DateTimeOffset Recorded)> Redated { get; init; } = [];

    public int Notes { get; init; }

    public int Tasks { get; init; }

    public int Files { get; init; }

    public bool IsInvestigated { get; init; }

    public string? BusinessUnit { get; init; }

    public string[] Tags { get; init; } = [];

    public string? SecondaryCategory { get; init; }

    /// <summary>Into the case of the client's first report.</summary>
    public bool IsMergedIntoFirst { get; init; }

    /// <summary>A second report linked to it.</summary>
    public bool HasRelatedReport { get; init; }
}
