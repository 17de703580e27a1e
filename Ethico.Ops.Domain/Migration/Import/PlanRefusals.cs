using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One line per refusal of the plan's page.</summary>
public static class PlanRefusals
{
    public static Refusal NoPlan { get; } = new("no-plan", "There is no preview to show. Preview the run first.");

    public static Refusal WrongRollbackChoice { get; } = new("wrong-choice", "That is not possible for this record. What hangs on it has to go first, or a later run has to be rolled back.", "choice");

    public static Refusal NoSourceFile { get; } = new("no-source", "The source file is no longer kept, so rows cannot be shown beside their source.");
}
