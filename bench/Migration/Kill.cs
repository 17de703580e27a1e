namespace Ethico.Ops.Bench.Migration;

/// <summary>When a worker is killed.</summary>
/// <param name="Number">From 1, in the order the seed drew them.</param>
/// <param name="IsAtEdge">Just behind the commit that passes <paramref name="Share"/> of the rows; else at that share of the import's time.</param>
/// <param name="Share">0 to 1.</param>
/// <param name="Jitter">Waited behind a commit, so that the next one's beginning is met too.</param>
internal sealed record Kill(int Number, bool IsAtEdge, double Share, TimeSpan Jitter)
{
    /// <summary>All moments of a run, drawn before the first of them: who works at which one does not change it.</summary>
    public static IReadOnlyList<Kill> Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, count).Select(number => new Kill(number, number % 2 == 0, random.NextDouble(), TimeSpan.FromMilliseconds(random.Next(0, 12))))];
    }
}
