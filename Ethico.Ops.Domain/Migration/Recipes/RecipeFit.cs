namespace Ethico.Ops.Domain.Migration;

/// <summary>What applying a recipe to a file comes to (migration.md 4.3).</summary>
/// <param name="Mapping">For this file: its own column names; what a missing column alone feeds is left out, and nothing else is guessed.</param>
/// <param name="Matched">The file's columns the recipe knows.</param>
/// <param name="Missing">The recipe's columns the file lacks.</param>
/// <param name="NewColumns">The file's columns the recipe does not know.</param>
/// <param name="NewValues">Source values the recipe's value maps do not know, by target.</param>
public sealed record RecipeFit(
    MigrationMapping Mapping,
    IReadOnlyList<string> Matched,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> NewColumns,
    IReadOnlyList<RecipeNewValue> NewValues)
{
    /// <param name="values">The distinct filled values of a column, by its name in the file; columns that are not listed are not looked at.</param>
    public static RecipeFit Of(RecipeDocument recipe, IReadOnlyList<string> headers, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var met = RecipeColumns.Meet(recipe.Columns, headers);
        var mapping = recipe.Mapping.Renamed(met.GetValueOrDefault);
        var known = met.Values.ToHashSet(StringComparer.Ordinal);
        return new RecipeFit(
            mapping,
            [.. headers.Where(known.Contains)],
            [.. recipe.Columns.Where(c => !met.ContainsKey(c))],
            [.. headers.Where(h => !known.Contains(h))],
            [.. mapping.Feeds.SelectMany(feed => New(feed, mapping, values))]);
    }

    private static IEnumerable<RecipeNewValue> New(TargetFeed feed, MigrationMapping mapping, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        if (TargetFields.Find(feed.Target) is not { HasValueMap: true } target)
            return [];
        var entries = mapping.ValueMaps.FirstOrDefault(m => string.Equals(TargetFields.Find(m.Target)?.Key, target.Key, StringComparison.Ordinal))?.Entries ?? [];
        var decided = entries.Where(e => e.IsDecided).Select(e => ValueName.Of(e.SourceValue)).ToList();
        return
            from column in feed.SourceColumns
            where values.ContainsKey(column)
            from value in values[column]
            let name = ValueName.Of(value)
            where name.Words.Count > 0 && !decided.Exists(d => d.IsSame(name))
            select new RecipeNewValue(target.Key, column, value);
    }
}
