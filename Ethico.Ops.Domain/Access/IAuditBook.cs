using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Reads the trail. Each operation writes its own entry first.</summary>
public interface IAuditBook
{
    /// <summary>Newest first, folded.</summary>
    Task<Outcome<KeysetPage<AuditRow>>> ListAsync(Caller caller, AuditAct act, AuditFilter filter, AuditCursor? after, int size, CancellationToken ct);

    /// <param name="onlyBy">Only if this actor wrote it; null: anybody's.</param>
    Task<Outcome<AuditEntryView>> EntryAsync(Caller caller, AuditAct act, AuditEntryId id, string? onlyBy, CancellationToken ct);

    /// <summary>A session's acts, oldest first, from the sequence after <paramref name="after"/>.</summary>
    Task<Outcome<KeysetPage<AuditEntryView>>> ReplayAsync(
        Caller caller, AuditAct act, SessionId session, string? onlyBy, long after, int size, CancellationToken ct);

    /// <summary>
    /// Commits the act's entry, then lends the evidence the filter picks out, in one snapshot that holds that entry. What
    /// <paramref name="use"/> did before the database failed is not undone: it runs once.
    /// </summary>
    Task<Outcome<T>> LendAsync<T>(Caller caller, AuditAct act, AuditFilter filter, Func<IAuditEvidence, CancellationToken, Task<T>> use, CancellationToken ct);
}
