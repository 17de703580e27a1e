namespace Ethico.Ops.Domain.Migration;

/// <summary>What stands under a name for all tenants: the newest version and the fixtures every version must satisfy.</summary>
public sealed record PublishedRecipe(RecipeId Id, int Version, IReadOnlyList<RecipeFixture> Fixtures);
