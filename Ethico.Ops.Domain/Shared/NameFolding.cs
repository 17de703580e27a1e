using System.Globalization;
using System.Text;

namespace Ethico.Ops.Domain.Shared;

/// <summary>How names are compared (migration.md 6.1, without the word list): the form of search_name and name_key.</summary>
public static class NameFolding
{
    private const int PlainMost = 200;
    private const string NumberWord = "number ";

    /// <summary>Words in lower case with single blanks between them; empty where nothing of a name is left.</summary>
    public static string Fold(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "";
        // Most names are plain: no form to normalise, no accent to take off, and a million of them in a file.
        if (name.Length <= PlainMost && Ascii.IsValid(name))
            return FoldPlain(name);

        var text = new StringBuilder(name.Length + 8);
        var before = '\0';
        foreach (var c in Spelled(WholeText.Of(name).Normalize(NormalizationForm.FormKC)).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                || c is '\'' or '’' or 'ʼ' or '`')
                continue;
            if (char.IsUpper(c) && char.IsLower(before))
                text.Append(' ');
            if (c is '#')
                text.Append(" number ");
            else
                text.Append(char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? char.ToLowerInvariant(c) : ' ');
            before = c;
        }

        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // The same words as the long way finds, in one go.
    private static string FoldPlain(string name)
    {
        Span<char> text = stackalloc char[name.Length * NumberWord.Length];
        var length = 0;
        var before = '\0';
        foreach (var c in name)
        {
            if (c is '\'' or '`')
                continue;
            if (char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(before))
                length = Blank(text, length);
            if (c is '#')
            {
                length = Blank(text, length);
                NumberWord.CopyTo(text[length..]);
                length = Blank(text, length + NumberWord.Length - 1);
            }
            else if (char.IsAsciiLetterOrDigit(c))
            {
                text[length++] = char.ToLowerInvariant(c);
            }
            else
            {
                length = Blank(text, length);
            }

            before = c;
        }

        while (length > 0 && text[length - 1] is ' ')
            length--;
        // A name that is folded already is the common case of a lookup.
        return text[..length].SequenceEqual(name) ? name : new string(text[..length]);
    }

    // One between two words, none before the first.
    private static int Blank(Span<char> text, int length)
    {
        if (length == 0 || text[length - 1] is ' ')
            return length;
        text[length] = ' ';
        return length + 1;
    }

    // Before accents go: in German these are letters of their own, not accented ones. Between capitals they are capitals
    // (MÜLLER is MUELLER), else the split of joined words would find one.
    private static string Spelled(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var spelled = name[i] switch { 'ä' => "ae", 'ö' => "oe", 'ü' => "ue", 'Ä' => "Ae", 'Ö' => "Oe", 'Ü' => "Ue", 'ß' => "ss", 'ẞ' => "SS", _ => null };
            if (spelled is null)
                text.Append(name[i]);
            else
                text.Append(char.IsUpper(name[i]) && IsAmongCapitals(name, i) ? spelled.ToUpperInvariant() : spelled);
        }

        return text.ToString();
    }

    private static bool IsAmongCapitals(string name, int at) =>
        (at > 0 && char.IsUpper(name[at - 1])) || (at + 1 < name.Length && char.IsUpper(name[at + 1]));
}
