namespace Ethico.Ops.Domain.ClientSuccess;

public enum NightState
{
    /// <summary>Nothing is owed.</summary>
    NothingOwed,
    Completed,
    CompletedWithFailures,

    /// <summary>What comes before is not done yet: try again in ten minutes.</summary>
    Waiting,

    /// <summary>Another node is at it.</summary>
    Elsewhere,
}
