namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>The smaller shapes, each one a method.</summary>
internal static class DemoShapes
{
    private static readonly string[] Categories = ["HARASSMENT", "FRAUD", "SAFETY_CONCERN", "THEFT", "CONFLICT_OF_INTEREST", "OTHER"];

    private static readonly string[] Severities = ["LOW", "MEDIUM", "HIGH", "URGENT"];

    /// <summary>Nothing remarkable: some people, some cases, some use.</summary>
    public static void Modest(DemoOffice office) => Modest(office, new(38, 24));

    private static void Modest(DemoOffice office, DemoHeadcount people, bool hasTickets = true)
    {
        office.AddPeople(people);
        office.AddStandards();
        office.AddFeatures(5, 8);
        office.AddCampaigns(76, 60);
        if (hasTickets)
            office.AddTicketsMonthly(low: 1, medium: 1);
        office.Reports.AddRange(Cases(office, 18));
    }

    // client-success.md 5.10: what each of the next four shows happened within the last week or windows, and to no client with a stated score.

    /// <summary>Six tickets in a week, after one every two weeks.</summary>
    public static void Surging(DemoOffice office)
    {
        Modest(office);
        for (var i = 0; i < 6; i++)
            office.AddTicket("LOW", i, i < 2 ? "OPEN" : "CLOSED", hours: 2);
    }

    /// <summary>Half of its people did not come back this week.</summary>
    public static void Leaving(DemoOffice office) => Modest(office, new(38, 24) { AwayDays = 7 });

    /// <summary>Dashboards were looked at until two months ago.</summary>
    public static void Abandoning(DemoOffice office)
    {
        Modest(office);
        office.Entitle("CUSTOM_DASHBOARDS", 300);
        office.Configure("CUSTOM_DASHBOARDS", 280, isOpen: true);
        for (var day = 56; day < 110; day += 6)
            office.AddUsage("CLIENT", office.OnDay(day, 3), "FEATURE", office.Accounts[day / 6 % 3].Id, "CUSTOM_DASHBOARDS");
    }

    /// <summary>No ticket in months, then four urgent ones within this week: fifteen points in seven days.</summary>
    public static void Falling(DemoOffice office)
    {
        Modest(office, new(38, 24), hasTickets: false);
        for (var i = 0; i < 4; i++)
            office.AddTicket("URGENT", 1 + i, i == 0 ? "OPEN" : "CLOSED", hours: 1);
    }

    /// <summary>As it was left on the day its doors closed: nobody signed in after that, nothing is under way.</summary>
    public static void Shut(DemoOffice office)
    {
        office.AddPeople(new(38, 24));
        office.AddStandards();
        office.AddFeatures(5, 8);
        office.Reports.AddRange(Cases(office, 14));
    }

    /// <summary>Set up so far that the first so many questions of a readiness check are answered yes.</summary>
    public static void NotLive(DemoOffice office, int level)
    {
        if (level >= 1)
        {
            office.AddQueues();
            office.AddPlaces();
        }

        if (level >= 2)
            office.AddCategories();
        if (level >= 3)
            office.AddNumber(level >= 4 ? "ROUTED" : "RESERVED", "Hotline", office.Client.Language);
        if (level >= 4)
            office.AddWebDomain(level == 5 ? -2 : 61);
        if (level >= 5)
            office.AddPeople(new(level * 5, level * 3) { SinceDays = 30 });
        if (level >= 5)
            office.AddMailDomain();
        if (level >= 4)
            office.AddAgreements(level >= 5 ? 0 : 1);
        if (level >= 6)
            office.AddWorkflow(isActive: level >= 7, hasTimeLimits: level >= 7);
        if (level >= 7)
            office.AddPolicies(published: level >= 8 ? 2 : 0, drafts: 2);
        if (level >= 6)
            Connect(office, isGood: level >= 7);
        if (level >= 8)
            Prove(office);
    }

    /// <summary>
    /// Cases under way, but none that was closed or falls due; and a first campaign that fell due three weeks ago. Before that day too
    /// little was measured for a score, so its trend has gaps (client-success.md 5.3).
    /// </summary>
    public static void FirstCampaign(DemoOffice office)
    {
        var campaign = office.AddCampaign("ATTESTATION", "Code of conduct 1.1", 50, 20);
        foreach (var (account, place) in office.Accounts.Where(a => a.Status is "ACTIVE").Select((a, i) => (a, i)))
            office.AddAssignment(campaign, account.Id, 20, place % 9 < 7 ? "COMPLETED" : "ASSIGNED");
        OpenWithoutDueDate(office);
    }

    private static void OpenWithoutDueDate(DemoOffice office) =>
        office.Reports.AddRange(Enumerable.Range(0, 4).Select(i => office.WithPeople(
            new DemoReport(office.OnDay(9 + (6 * i)), Categories[i]) { Case = new DemoCase("OPEN") { Handler = office.Handlers[i] } }, "ANONYMOUS")));

    public static void MachinesOnly(DemoOffice office)
    {
        foreach (var feature in (string[])["SSO_ENABLED", "HRIS_INTEGRATION", "API_USAGE"])
            office.UseFeature(feature, 60);
    }

    /// <summary>Example of support.md 5.7: 10 by default, 25 by the plan, 50 by the client at version 7; and three connections that fail.</summary>
    public static void SettingsOnAllLayers(DemoOffice office)
    {
        office.AddPeople(new(64, 41));
        office.AddQueues();
        office.AddCategories();
        office.AddPlaces();
        office.AddMailDomain();
        office.AddWebDomain(certificateDays: 9);
        office.AddAgreements(behind: 1);
        office.AddNumber("ROUTED", "Hotline", "en-US");
        office.AddPolicies(4, 2);
        office.AddWorkflow(isActive: true, hasTimeLimits: false, isCustom: true);
        DemoSettingLayers.AddTenant(office);
        foreach (var (kind, name) in ((string, string)[])[("SSO", "Single sign-on"), ("HRIS", "Staff list"), ("MAIL", "Outgoing mail")])
        {
            var id = office.AddIntegration(kind, name, testOk: false, syncOk: kind is "HRIS" ? false : null, agoDays: 2.2);
            DemoSettingLayers.AddSecret(office, $"integration:{id}:password", 40);
        }

        office.AddIntegration("WEBHOOK", "Case feed", testOk: true);
        office.AddIntegration("API", "Old reporting client", isActive: false);
        office.AddFeatures(6, 10);
        office.AddTicketsMonthly(2, 2, 1, 0);
        office.Reports.AddRange(Cases(office, 24));
    }

    /// <summary>Twelve in the last week after four in each of the eight before; each severity in each state; doubled, internal, test.</summary>
    public static void TicketsOfEveryKind(DemoOffice office)
    {
        Modest(office);
        for (var week = 1; week <= 8; week++)
        {
            for (var i = 0; i < 4; i++)
                office.AddTicket(Severities[(i + week) % 4], (7 * week) + (2 * i % 7), "CLOSED");
        }

        var first = office.AddTicket("HIGH", 6, "OPEN", hours: -8);
        office.AddTicket("HIGH", 6, "CLOSED", duplicateOf: first.Id, hours: -6);
        office.AddTicket("MEDIUM", 5, "OPEN", isInternal: true);
        office.AddTicket("LOW", 5, "OPEN", isTest: true);
        for (var i = 0; i < 11; i++)
            office.AddTicket(Severities[i % 4], i % 6, ((string[])["OPEN", "WAITING", "RESOLVED", "CLOSED"])[(i / 4 + i) % 4], hours: -1 - (i % 8));
        for (var i = 0; i < 16; i++)
            office.AddTicket(Severities[i % 4], 70 + i, ((string[])["OPEN", "WAITING", "RESOLVED", "CLOSED"])[i / 4]);
    }

    /// <summary>Cases whose past is not what their columns say: the as-of rule of platform.md 3.3.</summary>
    public static void ChangedPasts(DemoOffice office)
    {
        office.AddPeople(new(52, 33));
        office.AddStandards();
        office.AddFeatures(5, 8);
        var handler = office.Handlers[2];
        office.Reports.AddRange(
        [
            .. Cases(office, 12),
            // Closed on 3 May, reopened on 20 May, closed on 2 June, if the anchor is 15 June; told only two days after.
            Changed(office, 70, new DemoCase("CLOSED")
            {
                Outcome = "SUBSTANTIATED", ClosedAt = office.OnDay(12), DueAt = office.OnDay(30), Handler = handler,
                Reopened = [(office.OnDay(42), office.OnDay(25), office.OnDay(23))],
            }),
            // Still open after two closings.
            Changed(office, 120, new DemoCase("IN_PROGRESS")
            {
                DueAt = office.OnDay(-5), Handler = handler,
                Reopened = [(office.OnDay(90), office.OnDay(80), office.OnDay(80)), (office.OnDay(50), office.OnDay(20), office.OnDay(11))],
            }),
            // Re-dated twice, once into the past of the telling.
            Changed(office, 95, new DemoCase("IN_REVIEW")
            {
                DueAt = office.OnDay(-20), Handler = handler,
                Redated = [(office.OnDay(50), office.OnDay(55), office.OnDay(55)), (office.OnDay(10), office.OnDay(12), office.OnDay(3))],
            }),
            Changed(office, 60, new DemoCase("CLOSED") { Outcome = "DUPLICATE", ClosedAt = office.OnDay(44), Handler = handler, IsMergedIntoFirst = true }),
            Changed(office, 400, new DemoCase("CLOSED") { Outcome = "UNSUBSTANTIATED", ClosedAt = office.OnDay(370), Handler = handler, LockedAt = office.OnDay(200) }),
        ]);
        DemoMigrated.AddClosedWithoutDate(office, 6);
    }

    public static IEnumerable<DemoReport> Cases(DemoOffice office, int count)
    {
        var handlers = office.Handlers;
        var end = office.ShutDays;
        var span = Math.Min(office.Client.AgeDays - end - 40, 360);
        for (var i = 0; i < count; i++)
        {
            var received = office.OnDay(end + 3 + (span * i / count), (i % 5) - 4);
            var handler = handlers[i % handlers.Count];
            var isOpen = end == 0 && i < count / 4;
            yield return office.WithPeople(
                new DemoReport(received, Categories[i % Categories.Length])
                {
                    Severity = (i % 4) switch { 0 => "HIGH", 1 => "MEDIUM", 2 => "LOW", _ => null },
                    Channel = i % 3 == 0 ? "HOTLINE" : "WEB",
                    Language = office.Client.Language,
                    Case = isOpen
                        ? new DemoCase(((string[])["NEW", "OPEN", "IN_PROGRESS", "ON_HOLD"])[i % 4]) { Handler = i % 4 == 0 ? null : handler, DueAt = received.AddDays(60), Notes = i % 2 }
                        : new DemoCase("CLOSED")
                        {
                            Outcome = i % 2 == 0 ? "SUBSTANTIATED" : "UNSUBSTANTIATED", Handler = handler, DueAt = received.AddDays(45),
                            ClosedAt = DemoOffice.Whole(received + ((office.OnDay(end) - received) * (0.15 + (i % 5 * 0.1)))), Notes = 1, Tasks = 1,
                        },
                },
                ((string[])["ANONYMOUS", "IDENTIFIED", "CONFIDENTIAL"])[i % 3]);
        }
    }

    private static DemoReport Changed(DemoOffice office, int day, DemoCase wish) =>
        office.WithPeople(new DemoReport(office.OnDay(day), "FRAUD") { Case = wish }, "ANONYMOUS");

    private static void Connect(DemoOffice office, bool isGood)
    {
        office.AddIntegration("SSO", "Single sign-on", testOk: isGood);
        office.AddIntegration("HRIS", "Staff list", testOk: true, syncOk: isGood);
        office.AddIntegration("MAIL", "Outgoing mail", testOk: isGood);
    }

    /// <summary>The last answers: a closed trial case, and how long things are kept.</summary>
    private static void Prove(DemoOffice office)
    {
        DemoSettingLayers.Set(office, "retention.closed_case_months", "84", 5);
        var received = office.OnDay(6);
        office.Reports.AddRange(
        [
            new DemoReport(received, "OTHER")
            {
                IsTest = true,
                Case = new DemoCase("CLOSED") { Outcome = "DISMISSED", ClosedAt = received.AddDays(2), Handler = office.Handlers[0] },
            },
        ]);
    }
}
