namespace Ethico.Ops.Domain.Support;

/// <summary>A case has one primary report; others are related.</summary>
public enum CaseReportKind
{
    Primary,
    Related,
}
