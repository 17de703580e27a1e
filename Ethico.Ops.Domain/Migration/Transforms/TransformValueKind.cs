namespace Ethico.Ops.Domain.Migration;

/// <summary>What a chain made of its cells.</summary>
public enum TransformValueKind
{
    Blank,
    Text,
    Boolean,
    Number,
    List,
    Name,
}
