namespace Ethico.Ops.Domain.Support;

/// <summary>What an investigation found, in its own words.</summary>
public sealed record InvestigationWords(
    string? FindingsSummary,
    string? FindingsDetail,
    string? RootCause,
    string? Notes,
    IReadOnlyList<string> Remediation,
    string? LessonsLearned);
