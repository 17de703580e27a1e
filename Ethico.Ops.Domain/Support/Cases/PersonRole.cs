namespace Ethico.Ops.Domain.Support;

/// <summary>What somebody is in a case.</summary>
public enum PersonRole
{
    Reporter,
    Subject,
    Witness,
}
