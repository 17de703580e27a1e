namespace Ethico.Ops.Domain.Support;

/// <summary>platform.case_tasks.status.</summary>
public enum CaseTaskStatus
{
    Open,
    Done,
    Cancelled,
}
