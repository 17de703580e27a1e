namespace Ethico.Ops.Domain.Migration;

/// <summary>One uploaded file of a run; its name in the vault.</summary>
public readonly record struct FileId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
