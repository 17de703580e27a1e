namespace Ethico.Ops.Domain.Migration;

/// <summary>What a target field describes (migration.md 5), in the order the mapping page groups them.</summary>
public enum TargetEntity
{
    Row,
    Report,
    Case,
    Category,
    SecondaryCategory,
    Location,
    Reporter,
    Subject,
    Witness,
    Investigation,
    Custom,
}
