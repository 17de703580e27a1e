using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// Writes a client's reports and the cases they became, numbered in the order they came in, with people, time line and what else
/// hangs on a case, so that the invariants of PLT-14 and the as-of rule hold by construction.
/// </summary>
internal sealed class DemoCasework(DemoOffice office)
{
    private readonly Dictionary<(string Kind, int Year), int> _numbers = [];

    private readonly Dictionary<string, DemoRows.Person> _persons = new(StringComparer.Ordinal);

    private Guid? _firstCase;

    private Guid _lastCase;

    /// <summary>Everything the client's shape asked for, oldest first.</summary>
    public static void Write(DemoOffice office)
    {
        var casework = new DemoCasework(office);
        foreach (var report in office.Reports.OrderBy(report => report.ReceivedAt))
            casework.Write(report);
        foreach (var add in office.AfterCases)
            add(casework._lastCase);
        foreach (var ((kind, year), last) in casework._numbers)
            office.World.Add(new DemoRows.NumberCounter { OrganizationId = office.Id, Kind = kind, Year = year, LastValue = last });
    }

    private void Write(DemoReport report)
    {
        var category = report.Category is null ? null : office.CategoryOf(report.Category);
        var place = office.Locations.Count == 0 ? null : office.Locations[office.Random.Below(office.Locations.Count)];
        var row = ReportRow(report, category, place);
        office.World.Add(row);

        var persons = Persons(report, row);
        foreach (var addendum in report.Addenda)
        {
            office.World.Add(new DemoRows.ReportAddendum
            {
                OrganizationId = office.Id,
                Id = office.NextId("addendum", row.SubmittedAt),
                ReportId = row.Id,
                Text = addendum,
                AddedBy = DemoStaff.IdOf("gwen"),
                Released = row.IntakeState is "RELEASED",
                CreatedAt = row.SubmittedAt.AddMinutes(25),
            });
        }

        if (report.Case is { } wish)
            Write(report, wish, row, category ?? office.Categories[0], persons);
    }

    private DemoRows.Report ReportRow(DemoReport report, DemoRows.Category? category, DemoRows.Location? place)
    {
        var submitted = report.SubmittedAt ?? report.ReceivedAt.AddMinutes(12);
        DateTimeOffset? decided = report.State is "SUBMITTED" ? null : submitted.AddMinutes(40);
        return new()
        {
            OrganizationId = office.Id,
            Id = office.NextId("report", report.ReceivedAt),
            ReferenceNumber = NextNumber("REPORT", report.ReceivedAt),
            Kind = report.IsInformationRequest ? "INFORMATION_REQUEST" : "REPORT",
            Channel = report.Channel,
            Language = report.Language,
            IsAnonymous = report.ReporterType switch { "ANONYMOUS" => true, "UNKNOWN" => null, _ => false },
            ReporterType = report.ReporterType,
            ReporterRelationship = report.ReporterType is "UNKNOWN" ? null : "Employee",
            AccessCodeHash = report.Channel is "WEB" or "HOTLINE" ? office.World.MailHashOf(office.Random.Next().ToString("x16", CultureInfo.InvariantCulture)) : null,
            ReceivedAt = report.ReceivedAt,
            IncidentOn = DateOnly.FromDateTime(report.ReceivedAt.UtcDateTime.AddDays(-office.Random.Below(40))),
            Details = report.Details ?? DemoNarratives.Details(office, report.Category, place?.Name),
            Summary = DemoNarratives.Summary(office, report.Category),
            CategoryId = category?.Id,
            Severity = report.Severity,
            LocationId = place?.Id,
            LocationText = place is null ? "Head office" : null,
            TakenBy = report.TakenBy ?? (report.Channel is "HOTLINE" ? DemoStaff.IdOf("rosa") : null),
            IntakeState = report.State,
            SubmittedAt = submitted,
            ReleasedAt = report.State is "RELEASED" ? decided : null,
            RejectedAt = report.State is "REJECTED" ? decided : null,
            AcknowledgedAt = report.AcknowledgedAt,
            IsTest = report.IsTest,
            CreatedAt = report.ReceivedAt,
            UpdatedAt = decided ?? submitted,
            RowVersion = decided is null ? 1 : 2,
        };
    }

    /// <summary>The people a report names; once it is released each is one of the client's persons.</summary>
    private List<(DemoRows.Person Person, string Role)> Persons(DemoReport report, DemoRows.Report row)
    {
        var persons = new List<(DemoRows.Person, string)>();
        foreach (var named in report.Named)
        {
            var person = row.IntakeState is "RELEASED" ? PersonOf(named, row.ReleasedAt!.Value) : null;
            office.World.Add(new DemoRows.ReportPerson
            {
                OrganizationId = office.Id,
                Id = office.NextId("named", row.ReceivedAt),
                ReportId = row.Id,
                Role = named.Role,
                Released = person is not null,
                PersonId = person?.Id,
                FullName = named.FullName,
                NameKey = named.FullName is null ? null : NameFolding.Fold(named.FullName),
                Email = named.Email,
                EmailHash = named.Email is null ? null : office.World.MailHashOf(named.Email),
                Phone = named.Phone,
                EmployeeId = named.EmployeeId,
                JobTitle = named.JobTitle,
                Department = named.Department,
                CreatedAt = row.ReceivedAt,
                UpdatedAt = person is null ? row.ReceivedAt : row.ReleasedAt!.Value,
                RowVersion = person is null ? 1 : 2,
            });
            if (person is not null)
                persons.Add((person, named.Role));
        }

        return persons;
    }

    // The identity rule of migration.md 5 as far as it reaches here: number, then address, then nobody else's.
    private DemoRows.Person PersonOf(DemoNamed named, DateTimeOffset at)
    {
        var key = named.EmployeeId ?? named.Email;
        if (key is not null && _persons.TryGetValue(key, out var known))
            return known;

        var blank = named.FullName?.LastIndexOf(' ') ?? -1;
        var person = new DemoRows.Person
        {
            OrganizationId = office.Id,
            Id = office.NextId("person", at),
            AccountId = named.AccountId,
            FullName = named.FullName,
            FirstName = blank > 0 ? named.FullName![..blank] : null,
            LastName = blank > 0 ? named.FullName![(blank + 1)..] : null,
            NameKey = named.FullName is null ? null : NameFolding.Fold(named.FullName),
            Email = named.Email,
            EmailHash = named.Email is null ? null : office.World.MailHashOf(named.Email),
            Phone = named.Phone,
            EmployeeId = named.EmployeeId,
            JobTitle = named.JobTitle,
            Department = named.Department,
            CreatedAt = at,
            UpdatedAt = at,
        };
        office.World.Add(person);
        if (key is not null)
            _persons.Add(key, person);
        return person;
    }

    private void Write(
        DemoReport report, DemoCase wish, DemoRows.Report from, DemoRows.Category category, List<(DemoRows.Person Person, string Role)> persons)
    {
        var opened = from.ReleasedAt!.Value;
        var timeLine = new DemoTimeLine(office, opened, wish);
        var row = new DemoRows.Case
        {
            OrganizationId = office.Id,
            Id = timeLine.CaseId,
            ReferenceNumber = NextNumber("CASE", opened),
            Status = wish.Status,
            Outcome = wish.Outcome,
            OutcomeDetail = wish.Outcome is null ? null : DemoNarratives.Outcome(wish.Outcome),
            Summary = from.Summary,
            Severity = report.Severity,
            CategoryId = category.Id,
            SecondaryCategoryId = wish.SecondaryCategory is null ? null : office.CategoryOf(wish.SecondaryCategory).Id,
            OpenedAt = opened,
            ClosedAt = wish.ClosedAt,
            DueAt = wish.DueAt,
            HandlerId = wish.Handler?.Id,
            QueueId = wish.Handler is null ? category.QueueId ?? office.FallbackQueue : null,
            LocationId = from.LocationId,
            LocationText = from.LocationText,
            BusinessUnit = wish.BusinessUnit,
            Tags = wish.Tags,
            AcknowledgedAt = report.AcknowledgedAt,
            FeedbackGivenAt = wish.FeedbackGivenAt,
            MergedIntoId = wish.IsMergedIntoFirst ? _firstCase : null,
            LockedAt = wish.LockedAt,
            IsTest = report.IsTest,
            UpdatedBy = wish.Handler?.Id,
            CreatedAt = opened,
            UpdatedAt = timeLine.LastAt,
            RowVersion = timeLine.Changes + 1,
        };
        office.World.Add(row);
        _firstCase ??= row.Id;
        _lastCase = row.Id;
        Link(row, from.Id, "PRIMARY", opened);
        foreach (var (person, role) in persons.Distinct())
        {
            office.World.Add(new DemoRows.CasePerson { OrganizationId = office.Id, CaseId = row.Id, PersonId = person.Id, Role = role, CreatedAt = opened });
            timeLine.Add("PERSON_ADDED", opened.AddSeconds(1), after: person.Id.ToString());
        }

        if (wish.HasRelatedReport)
            LinkRelated(row, report, timeLine);
        new DemoCaseFile(office, row, timeLine).Write(wish);
        timeLine.Write(row);
    }

    private void LinkRelated(DemoRows.Case row, DemoReport first, DemoTimeLine timeLine)
    {
        var second = ReportRow(
            new DemoReport(first.ReceivedAt.AddMinutes(5), first.Category) { Severity = first.Severity, Channel = "EMAIL", ReporterType = "UNKNOWN" },
            office.Categories.FirstOrDefault(category => category.Id == row.CategoryId),
            place: null);
        office.World.Add(second);
        Link(row, second.Id, "RELATED", row.OpenedAt.AddMinutes(30));
        timeLine.Add("REPORT_LINKED", row.OpenedAt.AddMinutes(30), after: second.Id.ToString());
    }

    private void Link(DemoRows.Case row, Guid report, string kind, DateTimeOffset at) => office.World.Add(new DemoRows.CaseReport
    {
        OrganizationId = office.Id,
        CaseId = row.Id,
        ReportId = report,
        Kind = kind,
        CreatedAt = at,
    });

    private string NextNumber(string kind, DateTimeOffset at)
    {
        var key = (kind, at.UtcDateTime.Year);
        _numbers[key] = _numbers.GetValueOrDefault(key) + 1;
        return FormattableString.Invariant($"{kind[0]}-{key.Year}-{_numbers[key]:0000}");
    }
}
