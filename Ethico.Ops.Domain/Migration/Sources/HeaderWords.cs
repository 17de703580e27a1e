namespace Ethico.Ops.Domain.Migration;

/// <summary>The short forms of header words (migration.md 6.1). For headers only: in a value "No" is not a number.</summary>
internal static class HeaderWords
{
    public static IReadOnlyList<string> Spell(IReadOnlyList<string> words)
    {
        var spelled = new List<string>(words.Count + 1);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "e" && i + 1 < words.Count && words[i + 1] is "mail")
                continue;
            spelled.AddRange(Of(words[i]));
        }

        return spelled;
    }

    private static IReadOnlyList<string> Of(string word) => word switch
    {
        "no" or "nr" or "num" => ["number"],
        "ref" => ["reference"],
        "mail" => ["email"],
        "desc" => ["description"],
        "dept" => ["department"],
        "dt" => ["date"],
        "bu" => ["business", "unit"],
        "org" => ["organization"],
        _ => [word],
    };
}
