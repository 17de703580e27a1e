namespace Ethico.Ops.Infrastructure.Demo;

internal static partial class DemoRows
{
    /// <summary>platform.reports</summary>
    internal sealed record Report : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string ReferenceNumber { get; init; }
        public string Kind { get; init; } = "REPORT";
        public string Channel { get; init; } = "OTHER";
        public string? Language { get; init; }
        public bool? IsAnonymous { get; init; }
        public required string ReporterType { get; init; }
        public string? ReporterRelationship { get; init; }
        public string? ReporterReference { get; init; }
        public byte[]? AccessCodeHash { get; init; }
        public required DateTimeOffset ReceivedAt { get; init; }
        public string ReceivedPrecision { get; init; } = "MINUTE";
        public DateOnly? IncidentOn { get; init; }
        public string? IncidentNote { get; init; }
        public required string Details { get; init; }
        public string? Summary { get; init; }
        public Guid? CategoryId { get; init; }
        public string? Severity { get; init; }
        public Guid? LocationId { get; init; }
        public string? LocationText { get; init; }
        public DemoJson CustomFields { get; init; } = DemoJson.Empty;
        public Guid? TakenBy { get; init; }
        public string IntakeState { get; init; } = "SUBMITTED";
        public required DateTimeOffset SubmittedAt { get; init; }
        public DateTimeOffset? ReleasedAt { get; init; }
        public DateTimeOffset? RejectedAt { get; init; }
        public DateTimeOffset? AcknowledgedAt { get; init; }
        public bool IsTest { get; init; }
        public Guid? UpdatedBy { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }

    /// <summary>platform.report_persons</summary>
    internal sealed record ReportPerson
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid ReportId { get; init; }
        public required string Role { get; init; }
        public DateTimeOffset? RemovedAt { get; init; }
        public bool Released { get; init; }
        public Guid? PersonId { get; init; }
        public string? FullName { get; init; }
        public string? NameKey { get; init; }
        public string? Email { get; init; }
        public byte[]? EmailHash { get; init; }
        public string? Phone { get; init; }
        public string? EmployeeId { get; init; }
        public string? JobTitle { get; init; }
        public string? Department { get; init; }
        public string? Company { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }

    /// <summary>platform.report_addenda</summary>
    internal sealed record ReportAddendum
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required Guid ReportId { get; init; }
        public required string Text { get; init; }
        public required Guid AddedBy { get; init; }
        public bool Released { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
