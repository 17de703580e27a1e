namespace Ethico.Ops.Infrastructure.Demo;

internal static partial class DemoRows
{
    /// <summary>platform.case_notes</summary>
    internal sealed record CaseNote : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid CaseId { get; init; }
        public required string Text { get; init; }
        public required string AuthorKind { get; init; }
        public Guid? AuthorId { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }

    /// <summary>platform.case_events</summary>
    internal sealed record CaseEvent
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid CaseId { get; init; }
        public required string Kind { get; init; }
        public required DateTimeOffset OccurredAt { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string ActorKind { get; init; }
        public Guid? ActorId { get; init; }
        public string? BeforeCode { get; init; }
        public string? AfterCode { get; init; }
        public string? Note { get; init; }
    }

    /// <summary>platform.case_tasks</summary>
    internal sealed record CaseTask
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid CaseId { get; init; }
        public required string Title { get; init; }
        public string Status { get; init; } = "OPEN";
        public Guid? AssigneeId { get; init; }
        public DateOnly? DueOn { get; init; }
        public DateTimeOffset? DoneAt { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }

    /// <summary>platform.case_files</summary>
    internal sealed record CaseFile
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid CaseId { get; init; }
        public required string Name { get; init; }
        public required string MediaType { get; init; }
        public required long SizeBytes { get; init; }
        public required byte[] Sha256 { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }

    /// <summary>platform.investigations</summary>
    internal sealed record Investigation : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid CaseId { get; init; }
        public required string Number { get; init; }
        public required string Status { get; init; }
        public Guid? HandlerId { get; init; }
        public DateTimeOffset? OpenedAt { get; init; }
        public string OpenedPrecision { get; init; } = "MINUTE";
        public DateOnly? DueOn { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
        public string ClosedPrecision { get; init; } = "MINUTE";
        public string? Outcome { get; init; }
        public string? FindingsSummary { get; init; }
        public string? FindingsDetail { get; init; }
        public string? RootCause { get; init; }
        public string? Notes { get; init; }
        public string[] Remediation { get; init; } = [];
        public string? LessonsLearned { get; init; }
        public Guid? UpdatedBy { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }

    /// <summary>platform.workflow_runs</summary>
    internal sealed record WorkflowRun
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid WorkflowId { get; init; }
        public Guid? CaseId { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }
    }

    /// <summary>platform.outgoing_messages</summary>
    internal sealed record OutgoingMessage
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string Kind { get; init; }
        public Guid? CaseId { get; init; }
        public DateTimeOffset? SentAt { get; init; }
        public DateTimeOffset? FailedAt { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
