namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a review may hold, in the order it is written. Score and band stay in the house unless somebody chooses them.</summary>
public enum QbrSection
{
    Achievements,
    Score,
    Band,
    Usage,
    Adoption,
    Campaigns,
    Benchmarks,
    Notes,
    NextSteps,
}
