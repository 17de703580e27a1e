namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>What a tag's or note's colour says; the word beside it always says it too.</summary>
public enum TagTone
{
    Unknown,
    Good,
    Info,
    Caution,
    Bad,
    Accent,
}
