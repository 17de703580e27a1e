namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// What a column called <c>state</c> alone is (migration.md 6.1): the state of an address beside a country, city or postal code,
/// a status without such a neighbour and with the words of one, else nothing.
/// </summary>
internal static class StateRule
{
    public const double EnoughStatusWords = 0.60;

    // The words of the address names of 6.3 and 6.4, English and German.
    private static readonly HashSet<string> AddressWords = new(StringComparer.Ordinal)
    {
        "country", "city", "region", "province", "zip", "postal", "town", "nation", "land", "ort", "bundesland",
    };

    public static bool Concerns(HeaderName name) => name.Folded is "state";

    public static string? Target(IEnumerable<HeaderName> others, ColumnShape shape)
    {
        if (others.Any(h => h.Words.Any(AddressWords.Contains)))
            return TargetKeys.LocationState;
        return shape.Filled > 0 && shape.StatusWords >= EnoughStatusWords ? TargetKeys.CaseStatus : null;
    }
}
