namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Harbor &amp; Vale Health: 4,180 accounts, 900 cases of five years, everything there is.</summary>
internal static class DemoLargest
{
    private const int Accounts = 4_180;

    private const int Cases = 900;

    private const int Days = 1_825;

    private static readonly string[] Categories =
    [
        "HARASSMENT", "PRIVACY_VIOLATION", "SAFETY_CONCERN", "FRAUD", "DISCRIMINATION", "RETALIATION", "CONFLICT_OF_INTEREST", "THEFT", "OTHER",
    ];

    private static readonly string[] Outcomes =
    [
        "SUBSTANTIATED", "UNSUBSTANTIATED", "PARTLY_SUBSTANTIATED", "INCONCLUSIVE", "DISMISSED", "REFERRED", "WITHDRAWN", "NOT_RECORDED",
    ];

    public static void Build(DemoOffice office)
    {
        office.AddPeople(new(Accounts - 240, 2_610) { Invited = 85, Disabled = 155 });
        AddCredentials(office);
        AddTwiceInADay(office);
        office.AddStandards();
        office.AddLocation("Vale Campus", "VC", "Portsmouth", "NH", "US");
        office.AddLocation("Harbor Campus", "HC", "Portland", "ME", "US");
        office.AddNumber("ROUTED", "Línea ética", "es", 1);
        office.AddNumber("RETIRED", "Former hotline", "en-US", 2);
        office.AddIntegration("API", "Data warehouse", testOk: true);
        office.AddWorkflow(isActive: true, hasTimeLimits: true, isCustom: true);
        office.AddFeatures(14, 14);
        office.AddCampaigns(1_500, 1_360);
        office.AddTicketsMonthly(4, 3, 1, 0);
        office.AddTicket("HIGH", 0, "OPEN", number: "SUP-48213", subject: DemoCanaries.TicketSubject);
        DemoSettingLayers.AddSecret(office, "integrations.sso_client_secret", 200, DemoCanaries.SecretBytes);
        DemoOddities.Write(office);
        office.Reports.AddRange(Enumerable.Range(0, Cases).Select(i => Report(office, i)));
    }

    private static DemoReport Report(DemoOffice office, int i)
    {
        // The newest a day old, the oldest five years; a little denser towards now. Whole numbers: the same on any processor.
        var day = 1 + (int)((Days - 2L) * i * ((3 * (Cases - 1)) + i) / (4 * (Cases - 1) * (Cases - 1)));
        var received = office.OnDay(day, (i * 7 % 20) - 9);
        var report = new DemoReport(received, Categories[i * 5 % Categories.Length])
        {
            Severity = (i % 11) switch { 0 => "CRITICAL", 1 or 2 or 3 => "HIGH", 4 or 5 or 6 or 7 => "MEDIUM", 8 or 9 => "LOW", _ => null },
            Channel = (i % 6) switch { 0 or 1 => "HOTLINE", 2 or 3 => "WEB", 4 => "EMAIL", _ => i % 12 == 5 ? "IN_PERSON" : "MAIL" },
            AcknowledgedAt = i % 4 == 0 ? received.AddMinutes(30) : null,
            Details = i == DemoCanaries.CaseNumber ? DemoCanaries.Narrative : null,
        };
        report = office.WithPeople(report, (i % 5) switch { 0 or 1 => "ANONYMOUS", 2 => "CONFIDENTIAL", 3 => "IDENTIFIED", _ => "UNKNOWN" });
        if (i == DemoCanaries.CaseNumber)
            report = report with { ReporterType = "CONFIDENTIAL", Named = [.. report.Named, new("REPORTER", DemoCanaries.Name, DemoCanaries.MailAddress)] };
        return report with { Case = Case(office, received, day, i) };
    }

    private static DemoCase Case(DemoOffice office, DateTimeOffset received, int day, int i)
    {
        var handlers = office.Handlers;
        var due = received.AddDays(45);
        // A few drag on; the oldest for years.
        var isClosed = day > 200 ? i % 90 != 0 : day > 75 ? i % 5 != 0 : i % 3 == 0 && day > 12;
        var common = new DemoCase("OPEN")
        {
            Handler = i % 9 == 8 ? null : handlers[i % handlers.Count],
            DueAt = i % 13 == 12 ? null : due,
            Notes = i % 4,
            Tasks = i % 3,
            Files = i % 5 == 0 ? 2 : 0,
            IsInvestigated = i % 3 == 0,
            HasRelatedReport = i % 40 == 7,
            BusinessUnit = (i % 4) switch { 0 => "Nursing", 1 => "Pharmacy", 2 => "Facilities", _ => null },
            Tags = i % 10 == 0 ? ["audit committee"] : [],
            SecondaryCategory = i % 8 == 3 ? "RETALIATION" : null,
        };
        if (!isClosed)
            return common with { Status = day < 4 ? "NEW" : (i % 5) switch { 0 => "OPEN", 1 => "IN_PROGRESS", 2 => "IN_REVIEW", 3 => "AWAITING_INFO", _ => "ON_HOLD" } };

        var took = Math.Min(day - 1, i % 6 == 0 ? 47 + (i % 25) : 9 + (i % 35));
        var closed = received.AddDays(took).AddHours(-1);
        return common with
        {
            Status = "CLOSED",
            Outcome = Outcomes[i * 3 % Outcomes.Length],
            ClosedAt = closed,
            FeedbackGivenAt = i % 4 == 0 ? closed : null,
            LockedAt = day > 1_400 ? closed.AddDays(365) : null,
        };
    }

    private static void AddCredentials(DemoOffice office)
    {
        foreach (var account in office.Accounts.Where(account => account.LastSignInAt is not null).Take(60))
        {
            office.World.Add(new DemoRows.AccountCredential
            {
                OrganizationId = office.Id,
                AccountId = account.Id,
                ChangedAt = account.CreatedAt.AddHours(3),
                PasswordHash = DemoCanaries.PasswordHash,
                TotpSecret = account.SecondFactor is "APP" ? DemoCanaries.SecretBytes : null,
                RecoveryCodes = account.SecondFactor is "NONE" ? null : DemoCanaries.SecretBytes,
            });
        }
    }

    /// <summary>Switched off by mistake one morning and on again that afternoon.</summary>
    private static void AddTwiceInADay(DemoOffice office)
    {
        foreach (var account in office.Accounts.Skip(40).Take(4))
        {
            foreach (var (hours, status) in ((int, string)[])[(-3, "DISABLED"), (4, "ACTIVE")])
            {
                office.World.Add(new DemoRows.AccountStatus
                {
                    OrganizationId = office.Id,
                    AccountId = account.Id,
                    FromAt = office.OnDay(33, hours),
                    Status = status,
                    RecordedAt = office.OnDay(33, hours),
                });
            }
        }
    }
}
