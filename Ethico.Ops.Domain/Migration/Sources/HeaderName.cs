using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// A column's name as it is compared (migration.md 6.1): whole words, never pieces of words, and once more with the blanks out,
/// so that <c>Case_No.</c>, <c>CaseNumber</c>, <c>case number</c> and <c>CASENUMBER</c> are one name.
/// </summary>
public sealed class HeaderName
{
    private readonly string _joinedAsWritten;
    private readonly string _anyOrder;

    private HeaderName(string text)
    {
        Text = text;
        var written = NameFolding.Fold(text);
        _joinedAsWritten = Joined(written);
        Words = HeaderWords.Spell(written.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Folded = string.Join(' ', Words);
        JoinedWords = Joined(Folded);
        _anyOrder = string.Join(' ', Words.Order(StringComparer.Ordinal));
    }

    /// <summary>As the file has it.</summary>
    public string Text { get; }

    /// <summary>The words in their order, the word list applied.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The words with single blanks: how recipes name a column.</summary>
    public string Folded { get; }

    internal string JoinedWords { get; }

    public static HeaderName Of(string? text) => new(text ?? "");

    /// <summary>The same words in the same order, or the same letters once the blanks are out.</summary>
    public bool IsSame(HeaderName other) =>
        Folded.Length > 0 && (IsEqual(Folded, other.Folded) || IsEqual(JoinedWords, other.JoinedWords) || IsEqual(_joinedAsWritten, other._joinedAsWritten));

    /// <summary>The same words, in whichever order.</summary>
    public bool HasSameWords(HeaderName other) => IsSame(other) || (_anyOrder.Length > 0 && IsEqual(_anyOrder, other._anyOrder));

    public override string ToString() => Text;

    private static bool IsEqual(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    private static string Joined(string words) => words.Replace(" ", "", StringComparison.Ordinal);
}
