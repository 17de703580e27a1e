namespace Ethico.Ops.Domain.Shared;

/// <summary>One record of the audit trail.</summary>
public readonly record struct AuditEntryId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
