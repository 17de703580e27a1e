namespace Ethico.Ops.Domain.Migration;

/// <summary>A rule's code, as MIG-DAT-001. Codes never change meaning (migration.md 8).</summary>
public readonly record struct RuleCode(string Value)
{
    public override string ToString() => Value;
}
