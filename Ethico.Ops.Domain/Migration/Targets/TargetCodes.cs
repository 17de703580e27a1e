namespace Ethico.Ops.Domain.Migration;

/// <summary>The code lists of the target model (migration.md 5) with the words pages show for them.</summary>
public static class TargetCodes
{
    public static TargetCodeList CaseStatus { get; } = new("case status",
        new(CaseStatusCode.New, "New"),
        new(CaseStatusCode.Open, "Open"),
        new(CaseStatusCode.InProgress, "In progress"),
        new(CaseStatusCode.InReview, "In review"),
        new(CaseStatusCode.AwaitingInfo, "Awaiting information"),
        new(CaseStatusCode.OnHold, "On hold"),
        new(CaseStatusCode.Closed, "Closed"));

    public static TargetCodeList Outcome { get; } = new("outcome",
        new(OutcomeCode.Substantiated, "Substantiated"),
        new(OutcomeCode.PartlySubstantiated, "Partly substantiated"),
        new(OutcomeCode.Unsubstantiated, "Unsubstantiated"),
        new(OutcomeCode.Inconclusive, "Inconclusive"),
        new(OutcomeCode.Dismissed, "Dismissed"),
        new(OutcomeCode.Withdrawn, "Withdrawn"),
        new(OutcomeCode.Referred, "Referred"),
        new(OutcomeCode.Duplicate, "Duplicate"),
        new(OutcomeCode.NotRecorded, "Not recorded"));

    public static TargetCodeList Severity { get; } = new("severity",
        new(SeverityCode.Critical, "Critical"),
        new(SeverityCode.High, "High"),
        new(SeverityCode.Medium, "Medium"),
        new(SeverityCode.Low, "Low"));

    public static TargetCodeList ReporterType { get; } = new("reporter type",
        new(ReporterTypeCode.Anonymous, "Anonymous"),
        new(ReporterTypeCode.Confidential, "Confidential"),
        new(ReporterTypeCode.Identified, "Identified"),
        new(ReporterTypeCode.Proxy, "On behalf of someone"),
        new(ReporterTypeCode.Unknown, "Unknown"));

    public static TargetCodeList InvestigationStatus { get; } = new("investigation status",
        new(InvestigationStatusCode.NotStarted, "Not started"),
        new(InvestigationStatusCode.Active, "Active"),
        new(InvestigationStatusCode.InReview, "In review"),
        new(InvestigationStatusCode.OnHold, "On hold"),
        new(InvestigationStatusCode.Closed, "Closed"));

    public static TargetCodeList Channel { get; } = new("channel",
        new(ChannelCode.Hotline, "Hotline"),
        new(ChannelCode.Web, "Web"),
        new(ChannelCode.Email, "E-mail"),
        new(ChannelCode.Mail, "Letter"),
        new(ChannelCode.InPerson, "In person"),
        new(ChannelCode.Other, "Other"));
}
