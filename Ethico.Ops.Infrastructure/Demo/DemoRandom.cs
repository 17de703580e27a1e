namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// SplitMix64: the same numbers for the same seed on any machine and any runtime, which <see cref="Random"/> does not promise.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>FNV-1a: a word's number, which string.GetHashCode is not from one process to the next.</summary>
    public static ulong Hash(string word)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in word)
            hash = (hash ^ c) * 0x100000001B3;
        return hash;
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>0 … <paramref name="end"/> − 1.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];
}
