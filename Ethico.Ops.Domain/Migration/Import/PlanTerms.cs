namespace Ethico.Ops.Domain.Migration;

/// <summary>What of a mapping the plan goes by.</summary>
/// <param name="BlankClears">Targets whose blank cells empty the live field.</param>
/// <param name="Prefix">For conflicts over a reference number that are decided by prefix.</param>
public sealed record PlanTerms(string SourceSystem, bool UpdatesExisting, IReadOnlyList<string> BlankClears, string? Prefix)
{
    /// <summary>Put before a taken reference where the mapping names no prefix of its own.</summary>
    public const string DefaultPrefix = "M-";

    public static PlanTerms Of(MigrationMapping mapping)
    {
        var columns = mapping.BlankClears.ToHashSet(StringComparer.Ordinal);
        return new(
            mapping.SourceSystem,
            mapping.Existing is ExistingPolicy.Update,
            [.. mapping.Feeds.Where(f => f.SourceColumns.Any(columns.Contains)).Select(f => Named(f.Target)).Distinct(StringComparer.Ordinal)],
            mapping.Numbers.Prefix);
    }

    // A category or location is one thing of a row; the live record it empties is the case's.
    private static string Named(string target) => TargetFields.Find(target)?.Key switch
    {
        TargetKeys.CategoryName or TargetKeys.CategoryCode => "case.category",
        TargetKeys.SecondaryCategoryName or TargetKeys.SecondaryCategoryCode => "case.secondary_category",
        TargetKeys.LocationName or TargetKeys.LocationCode => "case.location",
        var key => key ?? target,
    };
}
