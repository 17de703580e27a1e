namespace Ethico.Ops.Domain.Migration;

/// <summary>The investigation of a row, where any of its fields is filled.</summary>
public sealed record MappedInvestigation(string Status)
{
    public string? Number { get; init; }
    public Guid? HandlerId { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public string? OpenedPrecision { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? ClosedPrecision { get; init; }
    public string? Outcome { get; init; }
    public string? FindingsSummary { get; init; }
    public string? FindingsDetail { get; init; }
    public string? RootCause { get; init; }
    public string? Notes { get; init; }
    public IReadOnlyList<string>? Remediation { get; init; }
    public string? LessonsLearned { get; init; }
}
