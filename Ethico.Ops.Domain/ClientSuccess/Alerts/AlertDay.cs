namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What one night makes of one rule of one tenant.</summary>
public enum AlertDay
{
    Nothing,
    Opens,
    Stays,

    /// <summary>A snoozed one is back on its day.</summary>
    Returns,

    /// <summary>The condition is gone, for fewer nights than it takes.</summary>
    Fades,
    Resolves,
}
