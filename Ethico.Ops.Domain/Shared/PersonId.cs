namespace Ethico.Ops.Domain.Shared;

/// <summary>Someone named in a client's cases.</summary>
public readonly record struct PersonId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
