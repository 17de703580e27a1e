namespace Ethico.Ops.Domain.Migration;

/// <summary>A recipe as lists show it, in its newest version.</summary>
/// <param name="Columns">What a file is compared with, see <see cref="RecipeColumns.Share"/>.</param>
public sealed record RecipeView(
    RecipeId Id, string Name, SourceSystem Source, int Version, IReadOnlyList<string> Columns, bool IsForAll, DateTimeOffset SavedAt, string? SavedBy)
{
    /// <summary>The share of columns from which a recipe for all tenants is proposed (migration.md 6.2).</summary>
    public const decimal ProposedFrom = 0.90m;

    /// <summary>The one that fits a file best, from <see cref="ProposedFrom"/> on; null: none does.</summary>
    public static RecipeView? Proposed(IEnumerable<RecipeView> recipes, IReadOnlyList<string> headers) => recipes
        .Where(r => r.IsForAll)
        .Select(r => (Recipe: r, Share: RecipeColumns.Share(r.Columns, headers)))
        .Where(r => r.Share >= ProposedFrom)
        .OrderByDescending(r => r.Share).ThenBy(r => r.Recipe.Name, StringComparer.Ordinal)
        .Select(r => r.Recipe)
        .FirstOrDefault();
}
