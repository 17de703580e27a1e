namespace Ethico.Ops.Domain.Migration;

/// <summary>One migration into one tenant, from first file to sign-off or rollback.</summary>
public readonly record struct RunId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
