using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A value as it is compared: as names are, without the word list (migration.md 6.1).</summary>
internal sealed class ValueName
{
    private static readonly HashSet<string> Negations = new(StringComparer.Ordinal) { "not", "no", "non", "never", "nicht", "kein", "keine", "ohne" };

    private ValueName(string text)
    {
        Text = text;
        Folded = NameFolding.Fold(text);
        Words = Folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Joined = string.Concat(Words);
    }

    public string Text { get; }

    public string Folded { get; }

    public string Joined { get; }

    public IReadOnlyList<string> Words { get; }

    public static ValueName Of(string? text) => new(text ?? "");

    public bool IsSame(ValueName other) => Folded.Length > 0 && (string.Equals(Folded, other.Folded, StringComparison.Ordinal) || string.Equals(Joined, other.Joined, StringComparison.Ordinal));

    /// <summary>All words of the other stand in this value, and no negation the other lacks.</summary>
    public bool Holds(ValueName other)
    {
        var left = Words.ToList();
        return other.Words.Count > 0 && other.Words.All(left.Remove) && !left.Exists(Negations.Contains);
    }
}
