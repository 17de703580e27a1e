namespace Ethico.Ops.Domain.Migration;

/// <summary>A field of a fixture's row that is not what was expected.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Expected">Null: the field should not be there.</param>
/// <param name="Actual">Null: the field is not there.</param>
public sealed record RecipeDifference(string Fixture, int Row, string Field, string? Expected, string? Actual);
