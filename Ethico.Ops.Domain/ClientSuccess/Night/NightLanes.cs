using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// Batches side by side: while one waits for the disk another is put together. How many lanes does not depend on how many tenants there
/// are. The first refusal ends the work, a fault ends it and is thrown; the batches that were written stay written.
/// </summary>
internal static class NightLanes
{
    public const int Count = 2;

    /// <summary>Every other one a lane: who is large lies anywhere.</summary>
    public static IEnumerable<IReadOnlyList<T>> Split<T>(IReadOnlyList<T> all) => all.Index().GroupBy(t => t.Index % Count, t => t.Item).Select(lane => lane.ToList());

    public static async Task<Refusal?> RunAsync<T>(IEnumerable<T> batches, Func<T, CancellationToken, Task<Refusal?>> work, CancellationToken ct)
    {
        Refusal? refused = null;
        await Parallel.ForEachAsync(
            batches.TakeWhile(_ => Volatile.Read(ref refused) is null),
            new ParallelOptions { MaxDegreeOfParallelism = Count, CancellationToken = ct },
            async (batch, token) =>
            {
                if (await work(batch, token) is { } refusal)
                    Interlocked.CompareExchange(ref refused, refusal, null);
            });
        return refused;
    }
}
