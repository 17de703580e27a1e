namespace Ethico.Ops.Domain.Migration;

/// <summary>A sample that its seed repeats, on any machine (SplitMix64, Floyd's draw).</summary>
public static class SampleDraw
{
    public const int Preview = 10;
    public const int Verify = 20;

    /// <summary>So many distinct places from 0 up, in ascending order; all of them where there are fewer.</summary>
    public static IReadOnlyList<int> Draw(long seed, int population, int count)
    {
        if (population <= count)
            return [.. Enumerable.Range(0, Math.Max(0, population))];
        var state = unchecked((ulong)seed);
        var drawn = new SortedSet<int>();
        for (var last = population - count; last < population; last++)
        {
            var pick = (int)(Next(ref state) % (ulong)(last + 1));
            drawn.Add(drawn.Contains(pick) ? last : pick);
        }

        return [.. drawn];
    }

    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
