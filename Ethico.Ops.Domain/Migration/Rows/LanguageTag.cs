using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A report's language as the platform keeps it (BCP 47, short form), read from a tag or from a language's English or German name.</summary>
internal static class LanguageTag
{
    private const int Most = 35;

    private static readonly FrozenDictionary<string, string> Names = new (string Tag, string[] Names)[]
    {
        ("ar", ["Arabic", "Arabisch"]), ("bg", ["Bulgarian", "Bulgarisch"]), ("cs", ["Czech", "Tschechisch"]), ("da", ["Danish", "Dänisch"]),
        ("de", ["German", "Deutsch"]), ("el", ["Greek", "Griechisch"]), ("en", ["English", "Englisch"]), ("es", ["Spanish", "Spanisch"]),
        ("et", ["Estonian", "Estnisch"]), ("fi", ["Finnish", "Finnisch"]), ("fr", ["French", "Französisch"]), ("he", ["Hebrew", "Hebräisch"]),
        ("hi", ["Hindi"]), ("hr", ["Croatian", "Kroatisch"]), ("hu", ["Hungarian", "Ungarisch"]), ("id", ["Indonesian", "Indonesisch"]),
        ("it", ["Italian", "Italienisch"]), ("ja", ["Japanese", "Japanisch"]), ("ko", ["Korean", "Koreanisch"]), ("lt", ["Lithuanian", "Litauisch"]),
        ("lv", ["Latvian", "Lettisch"]), ("ms", ["Malay", "Malaiisch"]), ("nl", ["Dutch", "Niederländisch"]), ("no", ["Norwegian", "Norwegisch"]),
        ("pl", ["Polish", "Polnisch"]), ("pt", ["Portuguese", "Portugiesisch"]), ("ro", ["Romanian", "Rumänisch"]), ("ru", ["Russian", "Russisch"]),
        ("sk", ["Slovak", "Slowakisch"]), ("sl", ["Slovenian", "Slowenisch"]), ("sr", ["Serbian", "Serbisch"]), ("sv", ["Swedish", "Schwedisch"]),
        ("th", ["Thai", "Thailändisch"]), ("tr", ["Turkish", "Türkisch"]), ("uk", ["Ukrainian", "Ukrainisch"]), ("vi", ["Vietnamese", "Vietnamesisch"]),
        ("zh", ["Chinese", "Chinesisch"]),
    }.SelectMany(l => l.Names, (l, name) => KeyValuePair.Create(name, l.Tag)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: neither a tag nor a language that is known by this name.</summary>
    public static string? Of(string text)
    {
        var word = text.Trim();
        if (Names.TryGetValue(word, out var known))
            return known;
        var tag = word.Replace('_', '-');
        var primary = tag.IndexOf('-', StringComparison.Ordinal) is var dash and >= 0 ? dash : tag.Length;
        tag = tag[..primary].ToLowerInvariant() + tag[primary..];
        return IsTag(tag) ? tag : null;
    }

    // What platform.reports checks: ^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$, at most 35 characters.
    private static bool IsTag(string tag)
    {
        if (tag.Length > Most)
            return false;
        var isFirst = true;
        foreach (var part in tag.AsSpan().Split('-'))
        {
            var subtag = tag.AsSpan()[part];
            if (subtag.Length < 2 || subtag.Length > (isFirst ? 3 : 8))
                return false;
            foreach (var c in subtag)
                if (isFirst ? !char.IsAsciiLetterLower(c) : !char.IsAsciiLetterOrDigit(c))
                    return false;
            isFirst = false;
        }

        return true;
    }
}
