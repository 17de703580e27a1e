namespace Ethico.Ops.Domain.Migration;

/// <summary>One recipe through all its versions.</summary>
public readonly record struct RecipeId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
