namespace Ethico.Ops.Domain.Migration;

/// <summary>A record a rollback will not simply remove or restore.</summary>
/// <param name="Position">Of its row in the plan; 0 for a person, location or category that stays.</param>
/// <param name="Causes">What hangs on it: NOTE, FILE, TASK, PERSON, LINK, INVESTIGATION, TIMELINE, MERGED.</param>
/// <param name="EditedBy">CLIENT, ETHICO or SYSTEM, as far as the platform tells.</param>
/// <param name="Outcome">REMOVED, RESTORED, DETACHED, KEPT once it came to it.</param>
public sealed record RollbackLine(
    int Position, Guid Record, RollbackVerdict Verdict, RollbackChoice Choice, IReadOnlyList<string> Causes, RunReference? ChangedByRun, string? Key, string? Reference,
    string? EditedBy, DateTimeOffset? EditedAt, IReadOnlyList<RollbackField> Fields, string? Outcome)
{
    public IReadOnlyList<RollbackChoice> Choices => RollbackRules.Choices(Verdict, Causes.Count > 0, ChangedByRun is not null);
}
