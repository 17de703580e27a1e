using System.Runtime.CompilerServices;
using Ethico.Ops.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>
/// The whole trail in order, its parts fetched beside each other. The register says where to part it and nothing more: the parts meet
/// without a gap from before the first possible name to behind the last, so a register that lies hides no entry.
/// </summary>
internal static class AuditRowReading
{
    private const int WantedRows = 4000;
    private const int MostRows = 8000;
    private const int PagesOfRun = 512;

    // PostgreSQL counts pages in 32 bits; the highest number is none.
    private const long LastPage = uint.MaxValue;

    // No name of a stream stands behind it: names have at most 120 characters, and none is beyond this one.
    private static readonly string Behind = string.Concat(Enumerable.Repeat("\U0010FFFF", 121));

    /// <param name="contexts">In transactions of one snapshot, used by nobody else meanwhile.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="wanted">Rows of a part, where streams allow it.</param>
    /// <param name="most">Rows of one statement.</param>
    public static async IAsyncEnumerable<AuditChunk> AllAsync(
        IReadOnlyList<OpsDbContext> contexts, [EnumeratorCancellation] CancellationToken ct, int wanted = WantedRows, int most = MostRows)
    {
        string[] lasts = [.. await PartsAsync(contexts[0], wanted, ct), Behind];
        var under = new Queue<Task<AuditRowChunk>>();
        try
        {
            for (int begun = 0, given = 0; given < lasts.Length; given++)
            {
                for (; begun < lasts.Length && begun < given + contexts.Count; begun++)
                {
                    var (context, after, last) = (contexts[begun % contexts.Count], begun == 0 ? "" : lasts[begun - 1], lasts[begun]);
                    under.Enqueue(Task.Run(() => AuditRowChunk.ReadAsync(context, (after, long.MaxValue), last, most, ct), CancellationToken.None));
                }

                var chunk = await under.Dequeue();
                // A stream longer than a part goes on where the part was full, before the next part.
                while (chunk.IsFull)
                {
                    var after = chunk.LastKey();
                    yield return chunk;
                    chunk = await AuditRowChunk.ReadAsync(contexts[given % contexts.Count], after, lasts[given], most, ct);
                }

                yield return chunk;
            }
        }
        finally
        {
            await AtRestAsync(under);
        }
    }

    /// <summary>
    /// The whole trail as it lies on disk: what the server sends with the least work, and in nearly the order it was written. Each page is
    /// read by one statement, and the last run has no end, so pages that came since they were counted hide nothing.
    /// </summary>
    /// <param name="contexts">In transactions of one snapshot, used by nobody else meanwhile.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="run">Pages of one statement.</param>
    public static async IAsyncEnumerable<AuditChunk> LooseAsync(
        IReadOnlyList<OpsDbContext> contexts, [EnumeratorCancellation] CancellationToken ct, int run = PagesOfRun)
    {
        var pages = await contexts[0].Database.SqlQuery<long>(
            $"""select pg_relation_size('access.audit_entry') / current_setting('block_size')::int as "Value" """).SingleAsync(ct);
        var runs = (pages / run) + 1;
        var under = new Queue<Task<AuditRowChunk>>();
        try
        {
            for (long begun = 0, given = 0; given < runs; given++)
            {
                for (; begun < runs && begun < given + contexts.Count; begun++)
                {
                    var (context, from, until) = (contexts[(int)(begun % contexts.Count)], begun * run, begun == runs - 1 ? LastPage : (begun + 1) * run);
                    under.Enqueue(Task.Run(() => AuditRowChunk.ReadPagesAsync(context, from, until, ct), CancellationToken.None));
                }

                yield return await under.Dequeue();
            }
        }
        finally
        {
            await AtRestAsync(under);
        }
    }

    // Whoever stops early gets the connections back at rest.
    private static Task AtRestAsync(IEnumerable<Task<AuditRowChunk>> under) =>
        Task.WhenAll(under).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static Task<List<string>> PartsAsync(OpsDbContext context, int wanted, CancellationToken ct) => context.Database.SqlQuery<string>(
        $"""
        select s.stream as "Value"
        from (select stream, last_sequence, sum(last_sequence) over (order by stream) as entries from access.audit_stream) s
        where floor(s.entries / {wanted}) > floor((s.entries - s.last_sequence) / {wanted})
        order by s.stream
        """).ToListAsync(ct);
}
