namespace Ethico.Ops.Domain.Migration;

/// <summary>The work of a run that a job does, each in states of its own and with a grant of its own.</summary>
public enum RunStage
{
    Detect,
    Validate,
    Preview,
    Import,
    Rollback,
}
