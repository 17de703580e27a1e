namespace Ethico.Ops.Domain.Migration;

/// <summary>How sensitive a target's content is. All but Public is personal or narrative: masked until revealed.</summary>
public enum DataClass
{
    Public,
    Identity,
    Contact,
    Employment,
    Narrative,
}
