namespace Ethico.Ops.Domain.Support;

/// <summary>An investigation of a case.</summary>
public readonly record struct InvestigationId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
