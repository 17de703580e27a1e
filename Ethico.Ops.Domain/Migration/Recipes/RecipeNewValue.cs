namespace Ethico.Ops.Domain.Migration;

/// <summary>A source value that a recipe's value map does not know.</summary>
public sealed record RecipeNewValue(string Target, string Column, string Value);
