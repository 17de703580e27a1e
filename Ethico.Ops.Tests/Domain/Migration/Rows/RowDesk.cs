using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>Maps rows without a database: section 10 of migration.md, and one-column variations of it.</summary>
internal static class RowDesk
{
    public static readonly Guid LeadA = new("0190aaaa-0000-7000-8000-00000000000a");
    public static readonly Guid LeadB = new("0190aaaa-0000-7000-8000-00000000000b");
    public static readonly Guid Queue = new("0190aaaa-0000-7000-8000-0000000000ff");

    public static readonly string[] Header =
        ["Case Number", "EPRS Report Number", "Case Status", "Issue Type", "Date Reported", "Date Closed", "Anonymous", "Reporter Name", "Assigned To", "Severity", "Location", "Narrative", "Investigation Notes"];

    public static readonly string[][] SixRows =
    [
        ["2023-001", "88001", "Closed - Substantiated", "Harassment", "03/04/2023", "05/10/2023", "No", "Reporter One", "lead.a@client.example", "High", "Plant 1", "Shouting; threats; door blocked", "Two witnesses heard"],
        ["2023-002", "88002", "Dismissed", "Mileage abuse", "04/05/2023", "04/20/2023", "Yes", "", "lead.b@client.example", "Low", "Plant 1", "Mileage claimed twice", ""],
        ["2023-003", "88003", "In Progress", "Theft", "06/07/2023", "", "Yes", "Reporter Three", "lead.a@client.example", "Medium", "Plant 2", "Tools missing, \"again\"", "Camera data requested"],
        ["2023-004", "88004", "Inactive", "Fraud", "07/08/2023", "", "No", "Reporter Two", "nobody@client.example", "3", "Plant 2", "Invoices split to stay low", ""],
        ["2023-005", "88005", "Closed", "COI", "02/31/2023", "09/01/2023", "Yes", "", "", "", "Plant 1", "Supplier owned by a relative", ""],
        ["2023-006", "88006", "New", "Retaliation", "08/09/2023", "", "", "", "lead.a@client.example", "Critical", "Plant 3", "Shift changed after report", ""],
    ];

    public static TenantReferences Tenant { get; } = new(
        [.. new[] { "Harassment", "Theft", "Fraud", "Conflict of Interest", "Retaliation", "Other" }.Select((name, i) =>
            new TenantCategory(new Guid(i + 1, 0, 0, new byte[8]), null, name, NameFolding.Fold(name), null))],
        [.. new[] { "Plant 1", "Plant 2" }.Select((name, i) => new TenantLocation(new Guid(i + 101, 0, 0, new byte[8]), name, NameFolding.Fold(name), null))],
        [
            new TenantUser(LeadA, "Lead A", "lead a", "lead.a@client.example", "E-1", true),
            new TenantUser(LeadB, "Lead B", "lead b", "lead.b@client.example", "E-2", true),
            new TenantUser(new("0190aaaa-0000-7000-8000-0000000000c1"), "Twin Lead", "twin lead", "twin1@client.example", null, true),
            new TenantUser(new("0190aaaa-0000-7000-8000-0000000000c2"), "Twin Lead", "twin lead", "twin2@client.example", null, true),
            new TenantUser(new("0190aaaa-0000-7000-8000-0000000000c3"), "Gone Lead", "gone lead", "gone@client.example", null, false),
        ],
        "Compliance intake");

    public static MigrationMapping Mapping { get; } = new()
    {
        Source = "NAVEX EthicsPoint",
        Zone = "America/New_York",
        FallbackQueue = Queue,
        RowKey = new(["Case Number"]),
        Duplicates = DuplicatePolicy.Errors,
        Feeds =
        [
            new(TargetKeys.CaseReference, "Case Number"), new(TargetKeys.ReportReference, "EPRS Report Number"), new(TargetKeys.CaseStatus, "Case Status"),
            new(TargetKeys.CategoryName, "Issue Type"), new(TargetKeys.ReportReceivedAt, "Date Reported"), new(TargetKeys.CaseClosedAt, "Date Closed"),
            new(TargetKeys.ReportIsAnonymous, "Anonymous"), new(TargetKeys.ReporterName, "Reporter Name"), new(TargetKeys.CaseLead, "Assigned To"),
            new(TargetKeys.CaseSeverity, "Severity"), new(TargetKeys.LocationName, "Location"), new(TargetKeys.ReportDetails, "Narrative"),
            new(TargetKeys.InvestigationNotes, "Investigation Notes"),
        ],
        Dates = [new("Date Reported", DateOrder.MonthFirst, IsConfirmed: true), new("Date Closed", DateOrder.MonthFirst, IsConfirmed: true)],
        ValueMaps =
        [
            new(TargetKeys.CaseStatus,
            [
                new("Closed - Substantiated", CaseStatusCode.Closed) { Outcome = OutcomeCode.Substantiated },
                new("Dismissed", CaseStatusCode.Closed) { Outcome = OutcomeCode.Dismissed },
                new("In Progress", CaseStatusCode.InProgress), new("Inactive", CaseStatusCode.OnHold),
                new("Closed", CaseStatusCode.Closed) { Outcome = OutcomeCode.NotRecorded }, new("New", CaseStatusCode.New),
            ]),
            new(TargetKeys.CategoryName,
            [
                new("Harassment", "Harassment"), new("Theft", "Theft"), new("Fraud", "Fraud"), new("COI", "Conflict of Interest"), new("Retaliation", "Retaliation"),
                new("Mileage abuse", CreateName: "Travel and expense abuse"),
            ]),
            new(TargetKeys.CaseSeverity,
            [
                new("Critical", SeverityCode.Critical), new("High", SeverityCode.High), new("Medium", SeverityCode.Medium), new("Low", SeverityCode.Low), new("3", SeverityCode.High),
            ]),
        ],
    };

    public static RowSetting Setting(IReadOnlyList<string>? columns = null) => new(
        new RunId(new Guid("0190bbbb-0000-7000-8000-000000000001")), columns ?? Header, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"),
        new DateOnly(2026, 6, 15), Tenant, SensitiveFinder.Shipped);

    public static RowMapper Mapper(MigrationMapping? mapping = null, IReadOnlyList<string>? columns = null)
    {
        var compiled = RowMapper.Compile(mapping ?? Mapping, Setting(columns), []);
        return compiled.IsAllowed ? compiled.Value : throw new InvalidOperationException(compiled.Refusal.Sentence);
    }

    /// <summary>The codes a row breaks, as "E MIG-DAT-001 Date Reported", in order.</summary>
    public static IReadOnlyList<string> Broken(RowMapper mapper, string[] cells, RowFixes? fixes = null, IReadOnlyList<RowFault>? faults = null)
    {
        mapper.Map(new SourceRow(1, 2, cells, faults), 1, 1, fixes ?? RowFixes.None);
        return [.. mapper.Findings.Items.Select(Told).Order(StringComparer.Ordinal)];
    }

    public static string Told(Finding finding) => $"{finding.Severity.ToString()[0]} {finding.Code}" + (finding.Column is null ? "" : $" {finding.Column}");

    /// <summary>A row of the example that breaks nothing, with some cells changed.</summary>
    public static string[] Row(params (string Column, string Value)[] changes)
    {
        var cells = (string[])SixRows[0].Clone();
        foreach (var (column, value) in changes)
            cells[Array.IndexOf(Header, column)] = value;
        return cells;
    }

    public static MigrationMapping Without(string target) => Mapping with { Feeds = [.. Mapping.Feeds.Where(f => f.Target != target)] };

    public static MigrationMapping Feeding(params TargetFeed[] feeds) =>
        Mapping with { Feeds = [.. Mapping.Feeds.Where(f => !feeds.Any(n => n.Target == f.Target)), .. feeds] };
}
