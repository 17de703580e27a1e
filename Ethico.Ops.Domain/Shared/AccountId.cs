namespace Ethico.Ops.Domain.Shared;

/// <summary>A login of a client's own people.</summary>
public readonly record struct AccountId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
