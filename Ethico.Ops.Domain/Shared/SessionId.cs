namespace Ethico.Ops.Domain.Shared;

/// <summary>An impersonation session: one operator inside one tenant.</summary>
public readonly record struct SessionId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
