namespace Ethico.Ops.Domain.Shared;

/// <summary>A client's case.</summary>
public readonly record struct CaseId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
