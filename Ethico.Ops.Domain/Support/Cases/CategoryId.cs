namespace Ethico.Ops.Domain.Support;

/// <summary>A category of a client's cases.</summary>
public readonly record struct CategoryId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
