using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Findings of a run and what people do about them. Each call is one transaction with its entry.</summary>
public interface IMigrationRows
{
    /// <summary>Worst first, then most.</summary>
    Task<Outcome<IReadOnlyList<FindingGroup>>> GroupsAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    /// <param name="afterRow">The last row of the page before; null: from the beginning.</param>
    /// <param name="revealed">Whether masked columns are shown.</param>
    Task<Outcome<KeysetPage<FindingLine>>> LinesAsync(
        TenantKey key, RunId run, FindingGroupKey group, int? afterRow, int size, bool revealed, AuditAct act, CancellationToken ct);

    /// <summary>One row that has more or fewer cells than columns, before anything was put into its place.</summary>
    /// <param name="revealed">Whether masked cells are shown.</param>
    Task<Outcome<RowSight>> SightAsync(TenantKey key, RunId run, int row, bool revealed, AuditAct act, CancellationToken ct);

    /// <summary>How many rows a wish would touch.</summary>
    Task<Outcome<int>> CountAsync(TenantKey key, RunId run, RowFixWish wish, AuditAct act, CancellationToken ct);

    Task<Outcome<RowsChanged>> FixAsync(TenantKey key, RunId run, RowFixWish wish, AuditAct act, CancellationToken ct);

    Task<Outcome<RowsChanged>> SkipAsync(TenantKey key, RunId run, RowSkipWish wish, AuditAct act, CancellationToken ct);

    /// <param name="expected">Of the group's open ones, as the page showed them.</param>
    Task<Outcome<RowsChanged>> AcceptAsync(TenantKey key, RunId run, FindingGroupKey group, int expected, AuditAct act, CancellationToken ct);

    /// <summary>Undoes one act of fixing or skipping.</summary>
    Task<Outcome<RowsChanged>> UndoAsync(TenantKey key, RunId run, Guid undone, AuditAct act, CancellationToken ct);

    /// <summary>The newest 200.</summary>
    Task<Outcome<IReadOnlyList<RowAct>>> HistoryAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    /// <summary>Writes the error file as it is read; the stream is not closed. Answers the rows in it.</summary>
    Task<Outcome<int>> WriteErrorFileAsync(TenantKey key, RunId run, ErrorFileWish wish, Stream to, AuditAct act, CancellationToken ct);
}
