using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>The worked example as a recipe, and made-up rows to try it on.</summary>
internal static class RecipeDesk
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    public static RecipeDocument Recipe { get; } = RecipeMaking.Of("NAVEX, usual export", RowDesk.Mapping, RowDesk.Header);

    /// <summary>As it may travel.</summary>
    public static RecipeDocument Shared { get; } = RecipeMaking.Shared(Recipe);

    public static readonly string[] MadeUpRow =
        ["X-1", "1", "Closed", "Fraud", "12/24/2023", "", "No", "Somebody Made Up", "", "High", "Somewhere", "Nothing of this happened", ""];

    /// <summary>What a recipe makes of made-up rows now is what they have to become from now on.</summary>
    public static RecipeFixture Fixture(RecipeDocument? recipe = null, string name = "usual", params string[][] rows)
    {
        var empty = new RecipeFixture(name, Today, RowDesk.Header, rows.Length > 0 ? rows : [MadeUpRow], []);
        return empty with { Expected = RecipeTrial.Stage(RecipeMaking.Shared(recipe ?? Recipe), empty).Value };
    }

    public static RecipeDocument With(this RecipeDocument recipe, Func<MigrationMapping, MigrationMapping> change) =>
        recipe with { Mapping = change(recipe.Mapping) };

    /// <summary>A change that alters what a row becomes: closed is read as a dismissal.</summary>
    public static RecipeDocument ReadingClosedOtherwise(this RecipeDocument recipe) => recipe.With(m => m with
    {
        ValueMaps =
        [
            .. m.ValueMaps.Select(map => map.Target is not TargetKeys.CaseStatus ? map : map with
            {
                Entries = [.. map.Entries.Select(e => e.SourceValue is "Closed" ? e with { Outcome = OutcomeCode.Dismissed } : e)],
            }),
        ],
    });
}
