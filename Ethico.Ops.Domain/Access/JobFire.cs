namespace Ethico.Ops.Domain.Access;

/// <summary>One run of scheduled work: the actor of what it does.</summary>
/// <param name="Job">Lower case with hyphens.</param>
/// <param name="DueAt">The instant it was scheduled for, not the one it began at: the same for every node that wakes for it.</param>
/// <param name="CorrelationId">Ties its entries to its log lines.</param>
public sealed record JobFire(string Job, DateTimeOffset DueAt, string CorrelationId)
{
    /// <summary>The stream of its entries, and the name it makes checkpoints under.</summary>
    public string Stream => $"job:{Job}:{AuditCanon.Instant(DueAt)}";
}
