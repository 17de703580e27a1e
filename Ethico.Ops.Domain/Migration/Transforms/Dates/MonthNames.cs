namespace Ethico.Ops.Domain.Migration;

/// <summary>English and German, whole and short, with or without the dot of a short one.</summary>
internal static class MonthNames
{
    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Months = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["January"] = 1, ["Jan"] = 1, ["Januar"] = 1, ["Jänner"] = 1, ["Jän"] = 1,
        ["February"] = 2, ["Feb"] = 2, ["Februar"] = 2, ["Feber"] = 2,
        ["March"] = 3, ["Mar"] = 3, ["März"] = 3, ["Maerz"] = 3, ["Mär"] = 3, ["Mrz"] = 3,
        ["April"] = 4, ["Apr"] = 4,
        ["May"] = 5, ["Mai"] = 5,
        ["June"] = 6, ["Jun"] = 6, ["Juni"] = 6,
        ["July"] = 7, ["Jul"] = 7, ["Juli"] = 7,
        ["August"] = 8, ["Aug"] = 8,
        ["September"] = 9, ["Sept"] = 9, ["Sep"] = 9,
        ["October"] = 10, ["Oct"] = 10, ["Oktober"] = 10, ["Okt"] = 10,
        ["November"] = 11, ["Nov"] = 11,
        ["December"] = 12, ["Dec"] = 12, ["Dezember"] = 12, ["Dez"] = 12,
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int Longest = 9;

    /// <summary>Takes a month's name and its dot off the front.</summary>
    public static bool Take(ref ReadOnlySpan<char> rest, out int month)
    {
        var letters = 0;
        while (letters < rest.Length && letters <= Longest + 1 && char.IsLetter(rest[letters]))
            letters++;
        if (!Months.TryGetValue(rest[..letters], out month))
        {
            // Written on a Mac, ä is a and a dot pair.
            return Decomposed(ref rest, out month);
        }

        rest = rest[letters..];
        if (!rest.IsEmpty && rest[0] is '.')
            rest = rest[1..];
        return true;
    }

    private static bool Decomposed(ref ReadOnlySpan<char> rest, out int month)
    {
        month = 0;
        if (rest.Length < 4 || !rest[1..].StartsWith("a\u0308", StringComparison.OrdinalIgnoreCase))
            return false;
        ReadOnlySpan<char> composed = string.Concat(rest[..1], "ä", rest[3..]);
        if (!Take(ref composed, out month))
            return false;
        rest = rest[^composed.Length..];
        return true;
    }
}
