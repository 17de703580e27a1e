namespace Ethico.Ops.Domain.Migration;

/// <summary>How well a delimiter fits: the share of records with the most frequent number of fields (migration.md 4.2).</summary>
/// <param name="Fields">The most frequent number of fields; the larger of two equally frequent ones.</param>
public sealed record DelimiterScore(char Delimiter, int Fields, int Agreeing, int Records)
{
    /// <summary>Below it a person chooses.</summary>
    public const double Sure = 0.9;

    public static IReadOnlyList<char> Candidates { get; } = [',', ';', '\t', '|'];

    /// <summary>0 for a delimiter that never divides: one field is no table.</summary>
    public double Score => Fields < 2 || Records == 0 ? 0 : (double)Agreeing / Records;

    public static DelimiterScore Of(char delimiter, IReadOnlyCollection<int> fieldCounts)
    {
        var most = fieldCounts.GroupBy(each => each).OrderByDescending(each => each.Count()).ThenByDescending(each => each.Key).FirstOrDefault();
        return new(delimiter, most?.Key ?? 0, most?.Count() ?? 0, fieldCounts.Count);
    }

    /// <summary>The best first; ties go to more fields.</summary>
    public static IReadOnlyList<DelimiterScore> Ranked(IEnumerable<DelimiterScore> scores) =>
        scores.OrderByDescending(each => each.Score).ThenByDescending(each => each.Fields).ToList();
}
