using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// A value map asked once per row. Folding costs a hundred times a look-up and columns repeat their few words, so each spelling met is
/// kept, up to a bound that a column of free text cannot pass.
/// </summary>
internal sealed class FoldedLookup
{
    private const int SpellingsMost = 4_096;

    private readonly FrozenDictionary<string, string> words;
    private readonly ConcurrentDictionary<string, string?> spellings = new(StringComparer.Ordinal);
    private int kept;

    public FoldedLookup(IEnumerable<KeyValuePair<string, string>> map)
    {
        var folded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (source, target) in map)
            folded.TryAdd(FoldedValue.Of(source), target);
        words = folded.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string? Find(string text)
    {
        if (spellings.TryGetValue(text, out var known))
            return known;
        var found = words.GetValueOrDefault(FoldedValue.Of(text));
        if (Volatile.Read(ref kept) < SpellingsMost && spellings.TryAdd(text, found))
            Interlocked.Increment(ref kept);
        return found;
    }
}
