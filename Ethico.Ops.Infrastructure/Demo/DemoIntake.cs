namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>The clients the hotline desk is shown on.</summary>
internal static class DemoIntake
{
    /// <summary>Example of hotline.md 5.6: 412 to decide; 20 severe, 9 flagged, 6 taken by the supervisor who decides, 377 eligible.</summary>
    public static void FourHundredTwelve(DemoOffice office)
    {
        DemoShapes.Modest(office);
        office.Reports.AddRange(Enumerable.Range(0, 412).Select(i => office.WithPeople(
            new DemoReport(office.Ago(0.02 + (i * 0.006)), i < 20 ? "RETALIATION" : ((string[])["OTHER", "THEFT", "SAFETY_CONCERN"])[i % 3])
            {
                State = "SUBMITTED",
                Severity = i is >= 20 and < 29 ? "HIGH" : i % 2 == 0 ? "LOW" : "MEDIUM",
                Channel = i is >= 29 and < 35 || i % 2 == 0 ? "HOTLINE" : "WEB",
                TakenBy = i is >= 29 and < 35 ? DemoStaff.IdOf("gwen") : null,
                SubmittedAt = office.Ago(0.02 + (i * 0.006)).AddMinutes(6),
            },
            i % 3 == 0 ? "IDENTIFIED" : "ANONYMOUS")));
    }

    /// <summary>EU 2019/1937: acknowledgement in 7 days, feedback in 3 months, each far off, near, past and met; three languages nobody covers.</summary>
    public static void German(DemoOffice office)
    {
        office.AddPeople(new(130, 84));
        office.AddStandards();
        office.AddNumber("ROUTED", "Türkçe", "tr", 1);
        office.AddFeatures(7, 10);
        office.AddCampaigns(130, 101);
        office.AddTicketsMonthly(1, 1, 0, 0);
        string[] languages = ["de-DE", "de-DE", "tr", "uk", "ar"];
        var waiting = ((double[])[0.4, 1.5, 3, 5.2, 5.9, 6.6, 7.4, 9]).Select((days, i) => office.WithPeople(
            new DemoReport(office.Ago(days), "PRIVACY_VIOLATION")
            {
                State = "SUBMITTED", Language = languages[i % languages.Length], Severity = i == 0 ? "CRITICAL" : "MEDIUM",
                AcknowledgedAt = days is 3 or 5.9 ? office.Ago(days - 1) : null,
            },
            i % 2 == 0 ? "ANONYMOUS" : "CONFIDENTIAL"));
        var released = ((int[])[12, 30, 60, 79, 85, 90, 97, 120]).Select((day, i) => office.WithPeople(
            new DemoReport(office.OnDay(day), "FRAUD")
            {
                Language = "de-DE", AcknowledgedAt = i == 7 ? null : office.OnDay(day, 0.2),
                Case = new DemoCase("IN_PROGRESS")
                {
                    Handler = office.Handlers[i % office.Handlers.Count], DueAt = office.OnDay(day - 90), Notes = 1,
                    FeedbackGivenAt = i is 1 or 5 ? office.OnDay(day - 10) : null,
                },
            },
            "CONFIDENTIAL"));
        office.Reports.AddRange([.. waiting, .. released]);
    }

    /// <summary>Example of hotline.md 5.8: seven open cases of somebody who left, beside three with 4, 4 and 6.</summary>
    public static void DepartedHandler(DemoOffice office)
    {
        office.AddPeople(new(58, 37));
        office.AddStandards();
        office.AddFeatures(4, 8);
        var departed = DemoPeople.Account(office, 6, "DISABLED", ("Hollis", "Marchbank"), "hollis.marchbank@calderrail.example", [], office.Accounts[0].Id);
        office.Add(departed, 6, []);
        var handlers = office.Handlers;
        (DemoRows.Account Handler, int Open)[] loads = [(departed, 7), (handlers[1], 4), (handlers[2], 4), (handlers[3], 6)];
        office.Reports.AddRange(loads.SelectMany((load, who) => Enumerable.Range(0, load.Open).Select(i => new DemoReport(office.OnDay(20 + (9 * i) + who), "HARASSMENT")
        {
            Case = new DemoCase("IN_PROGRESS") { Handler = load.Handler, DueAt = office.OnDay(-20 + i) },
        })));
    }

    /// <summary>Each severity in each state of review, a test, a question, addenda, a resubmission, each channel, a severe category.</summary>
    public static void EveryState(DemoOffice office)
    {
        office.AddPeople(new(75, 49));
        office.AddStandards();
        office.AddNumber("RESERVED", "Second line", "es", 1);
        office.AddNumber("RETIRED", "Former hotline", "en-US", 2);
        office.AddFeatures(6, 9);
        string?[] severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW", null];
        string[] channels = ["HOTLINE", "WEB", "EMAIL", "MAIL", "IN_PERSON", "OTHER"];
        var states = ((string[])["SUBMITTED", "REJECTED", "RELEASED"]).SelectMany((state, s) => severities.Select((severity, i) => office.WithPeople(
            new DemoReport(office.Ago(0.1 + (0.3 * i) + (2 * s)), i == 0 ? "RETALIATION" : "THEFT")
            {
                State = state, Severity = severity, Channel = channels[(i + s) % channels.Length],
                Case = state is "RELEASED" ? new DemoCase("NEW") : null,
            },
            ((string[])["ANONYMOUS", "CONFIDENTIAL", "IDENTIFIED", "PROXY", "UNKNOWN"])[i])));
        office.Reports.AddRange(
        [
            .. states,
            new DemoReport(office.Ago(0.7), "OTHER") { State = "SUBMITTED", IsInformationRequest = true },
            new DemoReport(office.Ago(0.8), "OTHER") { State = "SUBMITTED", IsTest = true },
            // Sent back and handed in again a day later.
            new DemoReport(office.Ago(2.5), "FRAUD") { State = "SUBMITTED", SubmittedAt = office.Ago(1.2), Channel = "HOTLINE" },
            new DemoReport(office.Ago(1.1), "FRAUD")
            {
                State = "SUBMITTED", Addenda = ["The caller rang again and named the month: April. (Invented; shape every-state.)", "The caller is willing to speak with the client. (Invented; shape every-state.)"],
            },
        ]);
    }

    /// <summary>Who may take a case: clearance asked for at an ancestor; candidates named by account, address, number, and name alone.</summary>
    public static void Clearance(DemoOffice office)
    {
        office.AddPeople(new(90, 61));
        office.AddStandards();
        office.AddFeatures(6, 9);
        var board = office.AddCategory("Board and executives", "ETHICS_VIOLATION", requiresClearance: true);
        office.AddCategory("Executive expenses", "CORRUPTION", parent: board.Id);
        var handlers = office.Handlers;
        foreach (var account in handlers.Take(6))
            office.World.Add(new DemoRows.CategoryClearance { OrganizationId = office.Id, CategoryId = board.Id, AccountId = account.Id });

        // Of the six, only the first and the sixth are nobody in this case.
        DemoNamed[] named =
        [
            new("SUBJECT", "Somebody else's spelling") { AccountId = handlers[1].Id },
            new("WITNESS", null, handlers[2].Email),
            new("SUBJECT", null, EmployeeId: handlers[3].EmployeeId),
            new("WITNESS", handlers[4].DisplayName),
        ];
        office.Reports.AddRange(
        [
            .. DemoShapes.Cases(office, 12),
            new DemoReport(office.OnDay(8), "CORRUPTION") { Severity = "HIGH", Named = named, Case = new DemoCase("NEW") },
        ]);
    }
}
