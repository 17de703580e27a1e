namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Made-up rows in a recipe's layout, and what they have to become: a version that makes anything else of them is not published.
/// </summary>
/// <param name="Today">The day the rows are judged on: "later than tomorrow" must mean the same next year.</param>
/// <param name="Expected">Per row the fields it gets, as <see cref="RecipeTrial"/> writes them.</param>
public sealed record RecipeFixture(
    string Name,
    DateOnly Today,
    IReadOnlyList<string> Headers,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Expected)
{
    public const int RowsMost = 200;
}
