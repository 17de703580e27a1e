namespace Ethico.Ops.Domain.ClientSuccess;

public enum CountCover
{
    None,

    /// <summary>From 1 to 4.</summary>
    UnderFive,

    /// <summary>Could be told from its neighbours and their total.</summary>
    Hidden,
}
