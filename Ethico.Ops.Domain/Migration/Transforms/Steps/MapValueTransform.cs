using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The source's word for ours, compared whole after folding; a word that is not in the map stays open (MIG-VAL-001).</summary>
public sealed record MapValueTransform(IReadOnlyDictionary<string, string> Map) : Transform
{
    public const string Word = "mapValue";

    // Longer text is no word of a list; folding a megabyte to find that out would cost more than the row.
    private const int WordMost = 1_000;

    internal override Refusal? Check(TransformColumns columns)
    {
        var folded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (source, target) in Map)
            if (!folded.TryAdd(FoldedValue.Of(source), target) && !string.Equals(folded[FoldedValue.Of(source)], target, StringComparison.Ordinal))
                return TransformRefusals.ArgumentWrong(Word, "two spellings of one word are mapped to different values.");
        return null;
    }

    internal override TransformStep Compile(TransformColumns columns)
    {
        var words = new FoldedLookup(Map);
        return (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults faults) =>
        {
            if (value.Kind is not TransformValueKind.List)
                return value.IsBlank ? value : TransformValue.Of(Mapped(words, value.Text, ref faults));
            var parts = new List<string>(value.List.Count);
            foreach (var part in value.List)
                if (Mapped(words, part, ref faults) is { Length: > 0 } mapped)
                    parts.Add(mapped);
            return TransformValue.Of([.. parts]);
        };
    }

    private static string? Mapped(FoldedLookup words, string text, ref TransformFaults faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length <= WordMost && words.Find(text) is { } found)
            return found;
        faults.Error(TransformCodes.NotInMap, "This value is not in the value map.");
        return null;
    }
}
