namespace Ethico.Ops.Domain.Support;

/// <summary>What a closed case, or a closed investigation, came to.</summary>
public enum CaseOutcome
{
    Substantiated,
    PartlySubstantiated,
    Unsubstantiated,
    Inconclusive,
    Dismissed,
    Withdrawn,
    Referred,
    Duplicate,
    NotRecorded,
}
