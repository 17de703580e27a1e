namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What is to be done when an alert opens; a rule without one has version 0 and no steps.</summary>
/// <param name="IsActive">False: alerts open without tasks.</param>
/// <param name="Version">Of what was looked at; 0: there is none yet.</param>
public sealed record Playbook(AlertRule Rule, bool IsActive, long Version, IReadOnlyList<PlaybookStep> Steps);
