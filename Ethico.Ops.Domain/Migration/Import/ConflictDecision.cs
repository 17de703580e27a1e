namespace Ethico.Ops.Domain.Migration;

/// <summary>What a person decided of a conflict; <see cref="PlanRules.Choices"/> says which fit which.</summary>
public enum ConflictDecision
{
    KeepOurs,
    TakeSource,
    NewNumber,
    Prefix,
    Skip,
    CreateBeside,
}
