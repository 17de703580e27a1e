namespace Ethico.Ops.Domain.Shared;

/// <summary>What was taken in: the intake record.</summary>
public readonly record struct ReportId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
