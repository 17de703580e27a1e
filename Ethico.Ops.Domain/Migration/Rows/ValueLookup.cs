using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The value map of one target: folded, whole, or not at all.</summary>
internal sealed class ValueLookup
{
    // Longer text is no word of a list.
    private const int WordMost = 1_000;

    private readonly Dictionary<string, ValueMapEntry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueMapEntry?> asked = new(StringComparer.Ordinal);

    public ValueLookup(ValueMap? map)
    {
        foreach (var entry in map?.Entries ?? [])
            if (entry.IsDecided)
                entries[NameFolding.Fold(entry.SourceValue)] = entry;
        Blank = entries.GetValueOrDefault("");
    }

    /// <summary>What a blank cell means, where a person said so.</summary>
    public ValueMapEntry? Blank { get; }

    public bool IsEmpty => entries.Count == 0;

    public ValueMapEntry? Find(string text)
    {
        if (text.Length > WordMost)
            return null;
        if (!asked.TryGetValue(text, out var found))
        {
            found = entries.GetValueOrDefault(NameFolding.Fold(text));
            if (asked.Count < 10_000)
                asked.Add(text, found);
        }

        return found;
    }
}
