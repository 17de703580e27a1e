namespace Ethico.Ops.Infrastructure.Demo;

internal static partial class DemoRows
{
    /// <summary>platform.cases</summary>
    internal sealed record Case : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string ReferenceNumber { get; init; }
        public required string Status { get; init; }
        public string? Outcome { get; init; }
        public string? OutcomeDetail { get; init; }
        public string? Summary { get; init; }
        public string? Severity { get; init; }
        public required Guid CategoryId { get; init; }
        public Guid? SecondaryCategoryId { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public string OpenedPrecision { get; init; } = "MINUTE";
        public DateTimeOffset? ClosedAt { get; init; }
        public string ClosedPrecision { get; init; } = "MINUTE";
        public DateTimeOffset? DueAt { get; init; }
        public Guid? HandlerId { get; init; }
        public Guid? QueueId { get; init; }
        public string? LeadSourceText { get; init; }
        public Guid? LocationId { get; init; }
        public string? LocationText { get; init; }
        public string? BusinessUnit { get; init; }
        public string[] Tags { get; init; } = [];
        public DemoJson CustomFields { get; init; } = DemoJson.Empty;
        public DateTimeOffset? AcknowledgedAt { get; init; }
        public DateTimeOffset? FeedbackGivenAt { get; init; }
        public Guid? MergedIntoId { get; init; }
        public DateTimeOffset? LockedAt { get; init; }
        public bool IsTest { get; init; }
        public Guid? UpdatedBy { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }

    /// <summary>platform.case_reports</summary>
    internal sealed record CaseReport : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid CaseId { get; init; }
        public required Guid ReportId { get; init; }
        public required string Kind { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }

    /// <summary>platform.case_persons</summary>
    internal sealed record CasePerson : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid CaseId { get; init; }
        public required Guid PersonId { get; init; }
        public required string Role { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
