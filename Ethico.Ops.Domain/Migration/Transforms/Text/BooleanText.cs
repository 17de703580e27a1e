using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The words for yes and no of migration.md 7.1, whole, in any case.</summary>
public static class BooleanText
{
    private const int Longest = 6;

    private static readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> Words = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase)
    {
        ["yes"] = true, ["y"] = true, ["true"] = true, ["t"] = true, ["1"] = true, ["ja"] = true, ["j"] = true, ["wahr"] = true, ["x"] = true,
        ["no"] = false, ["n"] = false, ["false"] = false, ["f"] = false, ["0"] = false, ["nein"] = false, ["falsch"] = false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Null: blank, or no word of the list.</summary>
    public static bool? Read(ReadOnlySpan<char> text)
    {
        var word = text.Trim();
        return !word.IsEmpty && word.Length <= Longest && Words.TryGetValue(word, out var value) ? value : null;
    }
}
