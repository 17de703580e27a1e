namespace Ethico.Ops.Domain.Shared;

/// <summary>An Ethico person who signs in.</summary>
public readonly record struct OperatorId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
