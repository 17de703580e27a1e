namespace Ethico.Ops.Domain.Shared;

/// <summary>A client organization: the tenant.</summary>
public readonly record struct OrganizationId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
