using System.Runtime.CompilerServices;
using Ethico.Ops.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>
/// The trail in the snapshot of one transaction, read in batches by key: no statement runs long, and nothing is held but a batch
/// and, for a part of the trail, the names of its streams.
/// </summary>
internal sealed class DatabaseEvidence : IAuditEvidence
{
    private const int Batch = 2000;
    private const int StreamsAtOnce = 500;

    private readonly OpsDbContext context;
    private readonly IReadOnlyList<OpsDbContext> beside;
    private readonly AuditFilter filter;
    private readonly string[]? only;

    private DatabaseEvidence(OpsDbContext context, IReadOnlyList<OpsDbContext> beside, AuditFilter filter, string[]? only, DateTimeOffset takenAt)
    {
        this.context = context;
        this.beside = beside;
        this.filter = filter;
        this.only = only;
        TakenAt = takenAt;
    }

    public AuditExtent Extent => filter.Extent;

    public DateTimeOffset TakenAt { get; }

    /// <param name="context">In a transaction that keeps one snapshot.</param>
    /// <param name="filter">What to take; an empty one is everything.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<DatabaseEvidence> OfAsync(OpsDbContext context, AuditFilter filter, CancellationToken ct)
    {
        var named = filter switch
        {
            { Extent: not AuditExtent.WholeStreams } => null,
            { Session: { } session } => [AuditBookStore.StreamOf(session)],
            _ => await context.Set<AuditEntryRow>().Matching(filter).Select(entry => entry.Stream).Distinct().OrderBy(stream => stream).ToArrayAsync(ct),
        };
        var now = await context.NowAsync(ct);
        return new DatabaseEvidence(context, [], filter, named, now);
    }

    /// <summary>Everything, the entries read through several connections.</summary>
    /// <param name="context">In a transaction that keeps one snapshot.</param>
    /// <param name="beside">In transactions of the same snapshot.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<DatabaseEvidence> WholeAsync(OpsDbContext context, IReadOnlyList<OpsDbContext> beside, CancellationToken ct) =>
        new(context, beside, new AuditFilter(), null, await context.NowAsync(ct));

    public async IAsyncEnumerable<AuditCheckpoint> CheckpointsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        for (long last = 0, read = Batch; read == Batch;)
        {
            var rows = await context.Set<CheckpointRow>().Where(row => row.Number > last).OrderBy(row => row.Number).Take(Batch).ToListAsync(ct);
            read = rows.Count;
            foreach (var row in rows)
            {
                last = row.Number;
                yield return row.ToCheckpoint();
            }
        }
    }

    public async IAsyncEnumerable<AuditHead> HeadsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        // Of a part of the trail: those checkpoints whole that one of its streams is in.
        var touched = only is null ? null : await TouchedAsync(only, ct);
        var (number, stream) = (0L, "");
        while (true)
        {
            var heads = context.Set<CheckpointHeadRow>().AsQueryable();
            if (touched is not null)
                heads = heads.Where(head => touched.Contains(head.Checkpoint));
            var rows = await heads.Where(head => EF.Functions.GreaterThan(ValueTuple.Create(head.Checkpoint, head.Stream), ValueTuple.Create(number, stream)))
                .OrderBy(head => head.Checkpoint).ThenBy(head => head.Stream).Take(Batch).ToListAsync(ct);
            foreach (var row in rows)
                yield return new AuditHead(row.Checkpoint, row.Stream, row.Sequence, row.Hash);
            if (rows.Count < Batch)
                yield break;
            (number, stream) = (rows[^1].Checkpoint, rows[^1].Stream);
        }
    }

    public async IAsyncEnumerable<AuditStreamEnd> StreamsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var part in Parts())
        {
            var (last, read) = ("", Batch);
            while (read == Batch)
            {
                var streams = context.Set<AuditStreamRow>().Where(row =>
                    EF.Functions.GreaterThan(ValueTuple.Create(row.Stream, row.LastSequence), ValueTuple.Create(last, long.MaxValue)));
                if (part is not null)
                    streams = streams.Where(row => part.Contains(row.Stream));
                var rows = await streams.OrderBy(row => row.Stream).Take(Batch).ToListAsync(ct);
                read = rows.Count;
                foreach (var row in rows)
                {
                    last = row.Stream;
                    yield return new AuditStreamEnd(row.Stream, row.LastSequence, row.LastHash);
                }
            }
        }
    }

    public async IAsyncEnumerable<AuditEntry?> EntriesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (Extent is AuditExtent.Filtered)
        {
            await foreach (var entry in PickedAsync(ct))
                yield return entry;
            yield break;
        }

        foreach (var part in Parts())
        {
            var (stream, sequence, read) = ("", 0L, Batch);
            while (read == Batch)
            {
                var entries = context.Set<AuditEntryRow>().Where(entry =>
                    EF.Functions.GreaterThan(ValueTuple.Create(entry.Stream, entry.Sequence), ValueTuple.Create(stream, sequence)));
                if (part is not null)
                    entries = entries.Where(entry => part.Contains(entry.Stream));
                var rows = await entries.OrderBy(entry => entry.Stream).ThenBy(entry => entry.Sequence).Take(Batch).ToListAsync(ct);
                read = rows.Count;
                foreach (var row in rows)
                {
                    (stream, sequence) = (row.Stream, row.Sequence);
                    yield return row.ToEntry();
                }
            }
        }
    }

    public IAsyncEnumerable<AuditChunk> ChunksAsync(CancellationToken ct) =>
        Extent is AuditExtent.Everything ? AuditRowReading.AllAsync([context, .. beside], ct) : AuditEntryChunk.OfAsync(EntriesAsync(ct), ct);

    public IAsyncEnumerable<AuditChunk>? LooseChunksAsync(CancellationToken ct) =>
        Extent is AuditExtent.Everything ? AuditRowReading.LooseAsync([context, .. beside], ct) : null;

    public AuditBreak? CarrierBreak() => null;

    /// <summary>Null: all streams in one go.</summary>
    private IReadOnlyList<string[]?> Parts() => only is null ? [null] : [.. only.Chunk(StreamsAtOnce)];

    private async Task<long[]> TouchedAsync(string[] streams, CancellationToken ct)
    {
        var touched = new SortedSet<long>();
        foreach (var part in streams.Chunk(StreamsAtOnce))
            touched.UnionWith(await context.Set<CheckpointHeadRow>().Where(head => part.Contains(head.Stream)).Select(head => head.Checkpoint).Distinct().ToListAsync(ct));
        return [.. touched];
    }

    private async IAsyncEnumerable<AuditEntry> PickedAsync([EnumeratorCancellation] CancellationToken ct)
    {
        AuditCursor? last = null;
        while (true)
        {
            var rows = await context.Set<AuditEntryRow>().Matching(filter).OlderThan(last)
                .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(Batch).ToListAsync(ct);
            foreach (var row in rows)
                yield return row.ToEntry();
            if (rows.Count < Batch)
                yield break;
            last = new AuditCursor(rows[^1].At, rows[^1].Id);
        }
    }
}
