namespace Ethico.Ops.Domain.Migration;

/// <summary>A record that will not simply be removed. Content: only inside a session of its tenant.</summary>
/// <param name="Position">Of the record in the run; 0 for a person, location or category.</param>
/// <param name="Causes">NOTE, FILE, TASK, PERSON, LINK, INVESTIGATION, TIMELINE, MERGED, OTHER.</param>
/// <param name="ChangedByRun">A later run's reference: roll that one back first.</param>
/// <param name="Before">Values before the run as JSON, where it updated the record.</param>
/// <param name="Now">The case's fields as they stand, as JSON.</param>
/// <param name="EditedAt">When the record was last changed.</param>
public sealed record RollbackRow(
    int Position, Guid EntityId, string? Reference, RollbackVerdict Verdict, RollbackChoice Choice, IReadOnlyList<string> Causes, string? ChangedByRun,
    string? Before, string? Now, DateTimeOffset? EditedAt);
