namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>The clients of migration.md 9.3 and 10: before an import, and after ones that can and can no longer be rolled back.</summary>
internal static class DemoMigrated
{
    private const string Source = "Case IQ";

    /// <summary>What migration.md 10 starts from.</summary>
    public static void Start(DemoOffice office)
    {
        foreach (var (number, local) in ((int, string)[])[(1, "lead.a"), (2, "lead.b")])
        {
            var account = DemoPeople.Account(office, number, "ACTIVE", ("Lead", number == 1 ? "Alvarez" : "Brandt"), $"{local}@client.example", [number], null);
            office.Add(account, number, [number]);
        }

        office.AddMailDomain();
        office.AddQueue("Compliance intake", isFallback: true);
        foreach (var (name, code) in ((string, string)[])
                 [("Harassment", "HARASSMENT"), ("Theft", "THEFT"), ("Fraud", "FRAUD"), ("Conflict of Interest", "CONFLICT_OF_INTEREST"), ("Retaliation", "RETALIATION"), ("Other", "OTHER")])
            office.AddCategory(name, code);
        office.AddLocation("Plant 1");
        office.AddLocation("Plant 2");
        office.AddNumber("ROUTED", "Hotline", "en-US");
    }

    /// <summary>R1: 100 cases, 3 edited, 2 noted on. R3: 100 more, 15 changed by a second run. R4: 80 people, 5 in a case of the client's own.</summary>
    public static void InsideWindow(DemoOffice office)
    {
        Settled(office);
        var first = Run(office, 3);
        for (var i = 0; i < 100; i++)
        {
            var id = AddImported(office, first, $"R1-{i:000}", i, editedDay: i < 3 ? 1 : null);
            if (i is 3 or 4)
                AddNote(office, id, 1);
        }

        var changed = Run(office, 5);
        for (var i = 0; i < 100; i++)
            AddImported(office, changed, $"R3-{i:000}", i, editedDay: i < 15 ? 4 : null);

        office.AfterCases.Add(own => AddPeopleOfRun(office, Run(office, 2), own));
    }

    /// <summary>The same kind of import, finished more than a week ago.</summary>
    public static void PastWindow(DemoOffice office)
    {
        Settled(office);
        var run = Run(office, 12);
        for (var i = 0; i < 40; i++)
            AddImported(office, run, $"CZ-{i:000}", i, editedDay: null);
    }

    /// <summary>Only an import may bring these: closed, and no source says when.</summary>
    public static void AddClosedWithoutDate(DemoOffice office, int count)
    {
        var run = Run(office, 100);
        for (var i = 0; i < count; i++)
            AddImported(office, run, $"OLD-{i:000}", i * 2, editedDay: null, isClosingKnown: false);
    }

    public static (Guid Id, DateTimeOffset At) Run(DemoOffice office, int day)
    {
        var at = office.OnDay(day, -2);
        return (office.NextId("run", at), at);
    }

    private static void Settled(DemoOffice office)
    {
        office.AddPeople(new(36, 20));
        office.AddStandards();
        office.AddFeatures(4, 6);
        office.Reports.AddRange(DemoShapes.Cases(office, 10));
    }

    private static Guid AddImported(
        DemoOffice office, (Guid Id, DateTimeOffset At) run, string key, int number, int? editedDay, bool isClosingKnown = true)
    {
        var received = office.OnDay(400 + (3 * number));
        var isClosed = number % 5 != 1;
        var category = office.Categories[1 + (number % (office.Categories.Count - 1))];
        var report = new DemoRows.Report
        {
            OrganizationId = office.Id,
            Id = office.NextId("report", run.At),
            ReferenceNumber = key,
            Channel = "OTHER",
            ReporterType = "UNKNOWN",
            ReceivedAt = received,
            ReceivedPrecision = "DAY",
            Details = DemoNarratives.Details(office, category.StandardCode, null),
            CategoryId = category.Id,
            Severity = number % 4 == 0 ? null : "MEDIUM",
            IntakeState = "RELEASED",
            SubmittedAt = received,
            ReleasedAt = received,
            SourceSystem = Source,
            SourceRecordId = key,
            MigrationRunId = run.Id,
            MigratedAt = run.At,
            CreatedAt = run.At,
            UpdatedAt = run.At,
        };
        office.World.Add(report);
        var id = office.NextId("case", run.At);
        office.World.Add(new DemoRows.Case
        {
            OrganizationId = office.Id,
            Id = id,
            ReferenceNumber = key,
            Status = isClosed ? "CLOSED" : "IN_PROGRESS",
            Outcome = isClosed ? "NOT_RECORDED" : null,
            OutcomeDetail = isClosed ? "Closed in the former system" : null,
            Severity = editedDay is null ? report.Severity : "HIGH",
            CategoryId = category.Id,
            OpenedAt = received,
            OpenedPrecision = "DAY",
            ClosedAt = isClosed && isClosingKnown ? received.AddDays(40) : null,
            ClosedPrecision = "DAY",
            QueueId = office.FallbackQueue,
            SourceSystem = Source,
            SourceRecordId = key,
            MigrationRunId = run.Id,
            MigratedAt = run.At,
            CreatedAt = run.At,
            UpdatedAt = editedDay is { } day ? office.OnDay(day) : run.At,
            RowVersion = editedDay is null ? 1 : 2,
        });
        office.World.Add(new DemoRows.CaseReport
        {
            OrganizationId = office.Id,
            CaseId = id,
            ReportId = report.Id,
            Kind = "PRIMARY",
            SourceSystem = Source,
            SourceRecordId = key,
            MigrationRunId = run.Id,
            MigratedAt = run.At,
            CreatedAt = run.At,
        });
        return id;
    }

    private static void AddNote(DemoOffice office, Guid caseId, int day)
    {
        var at = office.OnDay(day);
        var note = office.NextId("note", at);
        var author = office.Handlers[0].Id;
        office.World.Add(new DemoRows.CaseNote
        {
            OrganizationId = office.Id, Id = note, CaseId = caseId, Text = DemoNarratives.Note(office, 0),
            AuthorKind = "CLIENT", AuthorId = author, CreatedAt = at, UpdatedAt = at,
        });
        office.World.Add(new DemoRows.CaseEvent
        {
            OrganizationId = office.Id, Id = office.NextId("event", at), CaseId = caseId, Kind = "NOTE_ADDED",
            OccurredAt = at, RecordedAt = at, ActorKind = "CLIENT", ActorId = author, AfterCode = note.ToString(),
        });
    }

    /// <param name="own">A case of no import, in which five of them were named afterwards.</param>
    private static void AddPeopleOfRun(DemoOffice office, (Guid Id, DateTimeOffset At) run, Guid own)
    {
        for (var i = 0; i < 80; i++)
        {
            var (first, last) = DemoNames.Person(2_500 + i);
            var id = office.NextId("person", run.At);
            office.World.Add(new DemoRows.Person
            {
                OrganizationId = office.Id,
                Id = id,
                FullName = $"{first} {last}",
                FirstName = first,
                LastName = last,
                NameKey = Ethico.Ops.Domain.Shared.NameFolding.Fold($"{first} {last}"),
                EmployeeId = FormattableString.Invariant($"N{70_000 + i}"),
                SourceSystem = Source,
                SourceRecordId = Convert.ToHexStringLower(office.World.MailHashOf($"R4-{i}")),
                MigrationRunId = run.Id,
                MigratedAt = run.At,
                CreatedAt = run.At,
                UpdatedAt = run.At,
            });
            if (i >= 5)
                continue;

            var linked = office.OnDay(1, i);
            office.World.Add(new DemoRows.CasePerson { OrganizationId = office.Id, CaseId = own, PersonId = id, Role = "WITNESS", CreatedAt = linked });
            office.World.Add(new DemoRows.CaseEvent
            {
                OrganizationId = office.Id, Id = office.NextId("event", linked), CaseId = own, Kind = "PERSON_ADDED",
                OccurredAt = linked, RecordedAt = linked, ActorKind = "CLIENT", ActorId = office.Handlers[0].Id, AfterCode = id.ToString(),
            });
        }
    }
}
