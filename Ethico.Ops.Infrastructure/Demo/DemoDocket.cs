using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>The docket's client: 273 published records as the migration wizard leaves them (platform.md 6, the table of its columns).</summary>
internal static class DemoDocket
{
    public const string SourceSystem = "Generic: EPA civil-rights docket";

    private const string FirstColumn = "Named Entity";
    private const string SecondColumn = "Alleged Discrimination Basis";
    private const string ThirdColumn = "Related Documents";

    private static readonly Dictionary<string, string> Statuses = new(StringComparer.Ordinal)
    {
        ["Closed"] = "CLOSED",
        ["N/A"] = "CLOSED",
        ["Active"] = "IN_PROGRESS",
        ["Resolved/In Monitoring"] = "IN_REVIEW",
    };

    public static void Build(DemoOffice office)
    {
        office.AddPeople(new(22, 14));
        office.AddMailDomain();
        office.AddWebDomain();
        office.AddAgreements(behind: 0);
        office.AddQueue("Compliance intake", isFallback: true);
        office.AddNumber("ROUTED", "Complaints line", "en-US");
        office.AddWorkflow(isActive: true, hasTimeLimits: false);
        office.AddPolicies(published: 2, drafts: 0);
        office.AddFeatures(2, 4);

        var import = new Import(office, DemoMigrated.Run(office, 2));
        foreach (var record in DocketFile.Read())
            import.Add(record);
    }

    private sealed class Import(DemoOffice office, (Guid Id, DateTimeOffset At) run)
    {
        private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

        private readonly Guid _by = DemoStaff.IdOf("jun");

        private readonly Dictionary<string, Guid> _categories = new(StringComparer.Ordinal);

        private readonly Dictionary<string, Guid> _locations = new(StringComparer.Ordinal);

        public void Add(DocketRecord record)
        {
            var (first, second) = DocketBasis.Of(record.Basis);
            var received = Midnight(record.Received);
            var location = LocationOf(record.FileNumber.Split('-')[2]);
            var category = CategoryOf(first);
            var report = new DemoRows.Report
            {
                OrganizationId = office.Id,
                Id = office.NextId("report", run.At),
                ReferenceNumber = record.FileNumber,
                Channel = "OTHER",
                ReporterType = "UNKNOWN",
                ReceivedAt = received,
                ReceivedPrecision = "DAY",
                Details = $"{FirstColumn}: {record.NamedEntity}\n{SecondColumn}: {record.Basis}\n{ThirdColumn}: {record.Documents}",
                CategoryId = category,
                LocationId = location,
                IntakeState = "RELEASED",
                SubmittedAt = received,
                ReleasedAt = received,
                SourceSystem = SourceSystem,
                SourceRecordId = record.FileNumber,
                MigrationRunId = run.Id,
                MigratedAt = run.At,
                UpdatedBy = _by,
                CreatedAt = run.At,
                UpdatedAt = run.At,
            };
            office.World.Add(report);
            AddCase(record, report, second is null ? null : CategoryOf(second));
        }

        private void AddCase(DocketRecord record, DemoRows.Report report, Guid? second)
        {
            var status = Statuses[record.Status];
            var id = office.NextId("case", run.At);
            office.World.Add(new DemoRows.Case
            {
                OrganizationId = office.Id,
                Id = id,
                ReferenceNumber = record.FileNumber,
                Status = status,
                Outcome = status is "CLOSED" ? "NOT_RECORDED" : null,
                OutcomeDetail = record.DetailedStatus,
                CategoryId = report.CategoryId!.Value,
                SecondaryCategoryId = second,
                OpenedAt = report.ReceivedAt,
                OpenedPrecision = "DAY",
                QueueId = office.FallbackQueue,
                LocationId = report.LocationId,
                BusinessUnit = record.NamedEntity,
                CustomFields = DemoJson.Of(new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["FY Rec'd"] = record.FiscalYear,
                    [ThirdColumn] = record.Documents,
                }),
                SourceSystem = SourceSystem,
                SourceRecordId = record.FileNumber,
                MigrationRunId = run.Id,
                MigratedAt = run.At,
                UpdatedBy = _by,
                CreatedAt = run.At,
                UpdatedAt = run.At,
            });
            office.World.Add(new DemoRows.CaseReport
            {
                OrganizationId = office.Id,
                CaseId = id,
                ReportId = report.Id,
                Kind = "PRIMARY",
                SourceSystem = SourceSystem,
                SourceRecordId = record.FileNumber,
                MigrationRunId = run.Id,
                MigratedAt = run.At,
                CreatedAt = run.At,
            });
        }

        private Guid CategoryOf(string name)
        {
            if (_categories.TryGetValue(name, out var known))
                return known;

            var id = _categories[name] = office.NextId("category", run.At);
            office.World.Add(new DemoRows.Category
            {
                OrganizationId = office.Id,
                Id = id,
                Name = name,
                NameKey = NameFolding.Fold(name),
                SourceSystem = SourceSystem,
                SourceRecordId = name,
                MigrationRunId = run.Id,
                MigratedAt = run.At,
                UpdatedBy = _by,
                CreatedAt = run.At,
                UpdatedAt = run.At,
            });
            return id;
        }

        private Guid LocationOf(string code)
        {
            if (_locations.TryGetValue(code, out var known))
                return known;

            var id = _locations[code] = office.NextId("location", run.At);
            var name = "Region " + code[1..];
            office.World.Add(new DemoRows.Location
            {
                OrganizationId = office.Id,
                Id = id,
                Code = code,
                Name = name,
                NameKey = NameFolding.Fold(name),
                SourceSystem = SourceSystem,
                SourceRecordId = code,
                MigrationRunId = run.Id,
                MigratedAt = run.At,
                UpdatedBy = _by,
                CreatedAt = run.At,
                UpdatedAt = run.At,
            });
            return id;
        }

        private static DateTimeOffset Midnight(DateOnly day)
        {
            var local = day.ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(local, NewYork.GetUtcOffset(local)).ToUniversalTime();
        }
    }
}
