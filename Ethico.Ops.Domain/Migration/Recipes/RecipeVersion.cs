namespace Ethico.Ops.Domain.Migration;

/// <summary>One saved version of a recipe: it never changes, and runs that were mapped by it keep it.</summary>
public sealed record RecipeVersion(int Version, DateTimeOffset SavedAt, string? SavedBy);
