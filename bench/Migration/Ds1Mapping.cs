using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Bench.Migration;

/// <summary>DS1 mapped as a person would: every column, every word but the one that is meant to stay open.</summary>
internal static class Ds1Mapping
{
    public static MigrationMapping Made { get; } = new()
    {
        Source = "NAVEX EthicsPoint",
        Zone = "America/New_York",
        FallbackQueue = new Guid("0190aaaa-0000-7000-8000-0000000000ff"),
        RowKey = new(["Case Number"]),
        Feeds =
        [
            new(TargetKeys.CaseReference, "Case Number"), new(TargetKeys.CaseStatus, "Case Status"), new(TargetKeys.CategoryName, "Issue Type"),
            new(TargetKeys.ReportReceivedAt, "Date Reported"), new(TargetKeys.CaseClosedAt, "Date Closed"), new(TargetKeys.ReportIsAnonymous, "Anonymous"),
            new(TargetKeys.ReporterName, "Reporter Name"), new(TargetKeys.CaseLead, "Assigned To"), new(TargetKeys.CaseSeverity, "Severity"),
            new(TargetKeys.LocationName, "Location"), new(TargetKeys.ReportDetails, "Narrative"), new(TargetKeys.InvestigationNotes, "Investigation Notes"),
        ],
        Dates = [new("Date Reported", DateOrder.MonthFirst, IsConfirmed: true), new("Date Closed", DateOrder.MonthFirst, IsConfirmed: true)],
        ValueMaps =
        [
            new(TargetKeys.CaseStatus,
            [
                new("New", CaseStatusCode.New), new("Open", CaseStatusCode.Open), new("In Progress", CaseStatusCode.InProgress), new("Under Investigation", CaseStatusCode.InProgress),
                new("Pending Review", CaseStatusCode.InReview), new("Awaiting Response", CaseStatusCode.AwaitingInfo), new("On Hold", CaseStatusCode.OnHold),
                new("Closed", CaseStatusCode.Closed) { Outcome = OutcomeCode.NotRecorded }, new("Resolved", CaseStatusCode.Closed) { Outcome = OutcomeCode.NotRecorded },
                new("Closed - Substantiated", CaseStatusCode.Closed) { Outcome = OutcomeCode.Substantiated },
                new("Closed - Unsubstantiated", CaseStatusCode.Closed) { Outcome = OutcomeCode.Unsubstantiated }, new("Dismissed", CaseStatusCode.Closed) { Outcome = OutcomeCode.Dismissed },
            ]),
            new(TargetKeys.CategoryName,
            [
                .. new[] { "Harassment", "Discrimination", "Retaliation", "Theft", "Fraud", "Bribery", "Conflict of Interest", "Safety Concern" }
                    .Select(name => new ValueMapEntry(name, CreateName: name)),
            ]),
            new(TargetKeys.CaseSeverity,
            [
                new("Critical", SeverityCode.Critical), new("High", SeverityCode.High), new("Medium", SeverityCode.Medium), new("Low", SeverityCode.Low),
            ]),
            new(TargetKeys.LocationName, [.. Enumerable.Range(1, 60).Select(n => new ValueMapEntry($"Plant {n}", CreateName: $"Plant {n}"))]),
        ],
    };
}
