namespace Ethico.Ops.Domain.Support;

/// <summary>platform.case_events.kind: the client's own time line.</summary>
public enum CaseEventKind
{
    Created,
    StatusChanged,
    Closed,
    Reopened,
    DueChanged,
    HandlerChanged,
    SeverityChanged,
    CategoryChanged,
    ReportLinked,
    PersonAdded,
    NoteAdded,
    TaskAdded,
    FileAdded,
    Merged,
    Locked,
    Acknowledged,
    FeedbackGiven,
}
