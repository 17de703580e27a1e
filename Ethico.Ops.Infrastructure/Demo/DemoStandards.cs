namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>What nearly every client has set up: queues, categories, places, number, domain, agreements, integrations, stages.</summary>
internal static class DemoStandards
{
    private static int AreaOf(DemoOffice office) => (int)(DemoRandom.Hash(office.Client.Shape) % (ulong)DemoNames.AreaCodes.Length);

    public static void AddStandards(this DemoOffice office)
    {
        office.AddQueues();
        office.AddCategories();
        office.AddPlaces();
        office.AddMailDomain();
        office.AddWebDomain();
        office.AddAgreements(behind: 0);
        office.AddNumber("ROUTED", "Hotline", office.Client.Language);
        office.AddPolicies(published: 3, drafts: 1);
        office.AddWorkflow(isActive: true, hasTimeLimits: true);
        office.AddIntegration("MAIL", "Outgoing mail", testOk: true);
        office.AddIntegration("HRIS", "Staff list", testOk: true, syncOk: true);
        if (office.Client.SignInMethod is "SSO")
            office.AddIntegration("SSO", "Single sign-on", testOk: true);
    }

    public static void AddQueues(this DemoOffice office)
    {
        office.AddQueue("Compliance intake", isFallback: true);
        office.AddQueue("People matters");
    }

    public static void AddCategories(this DemoOffice office)
    {
        var conduct = office.AddCategory("Workplace conduct", null);
        office.AddCategory("Harassment", "HARASSMENT", parent: conduct.Id);
        office.AddCategory("Discrimination", "DISCRIMINATION", parent: conduct.Id);
        office.AddCategory("Retaliation", "RETALIATION", parent: conduct.Id);
        var money = office.AddCategory("Financial integrity", null, "SOX");
        office.AddCategory("Fraud", "FRAUD", "SOX", money.Id);
        office.AddCategory("Theft", "THEFT", parent: money.Id);
        office.AddCategory("Conflict of interest", "CONFLICT_OF_INTEREST", parent: money.Id);
        office.AddCategory("Safety concern", "SAFETY_CONCERN");
        office.AddCategory("Privacy violation", "PRIVACY_VIOLATION", "HIPAA");
        office.AddCategory("Other", "OTHER");
    }

    public static void AddPlaces(this DemoOffice office)
    {
        var isHere = office.Client.Zone?.StartsWith("America/", StringComparison.Ordinal) is true;
        office.AddLocation("Head office", "HQ", isHere ? "Springfield" : null, isHere ? "IL" : null, isHere ? "US" : null);
        office.AddLocation("Plant 1", "P1");
        office.AddLocation("Warehouse north", "WN");
    }

    public static void AddMailDomain(this DemoOffice office) => office.World.Add(new DemoRows.OrganizationDomain
    {
        OrganizationId = office.Id,
        Domain = office.Client.Domain,
        Purpose = "MAIL",
        VerifiedAt = office.Start.AddDays(3),
    });

    public static void AddWebDomain(this DemoOffice office, int certificateDays = 61) => office.World.Add(new DemoRows.OrganizationDomain
    {
        OrganizationId = office.Id,
        Domain = "speakup." + office.Client.Domain,
        Purpose = "WEB",
        VerifiedAt = office.Start.AddDays(4),
        CertificateUntil = office.Ago(-certificateDays),
    });

    /// <param name="behind">0: the current versions; 1: the ones before.</param>
    public static void AddAgreements(this DemoOffice office, int behind)
    {
        foreach (var kind in (string[])["TERMS", "DATA_PROCESSING"])
        {
            office.World.Add(new DemoRows.Agreement
            {
                OrganizationId = office.Id,
                Kind = kind,
                Version = behind == 0 ? "2026.1" : "2024.2",
                AcceptedAt = office.Ago(Math.Min(office.Client.AgeDays - 1, behind == 0 ? 100 : 500)),
                AcceptedBy = office.Accounts.Count > 0 ? office.Accounts[0].Id : null,
            });
        }
    }

    /// <param name="index">Which number of the client this is; all are from the block set aside for fiction.</param>
    public static void AddNumber(this DemoOffice office, string status, string label, string? language, int index = 0)
    {
        var place = office.World.NextPhoneNumber();
        office.World.Add(new DemoRows.HotlineNumber
        {
            OrganizationId = office.Id,
            Number = $"+1{DemoNames.AreaCodes[(AreaOf(office) + index) % DemoNames.AreaCodes.Length]}55501{place % 100:00}",
            Label = label,
            Language = language,
            Status = status,
            RoutedAt = status is "ROUTED" ? office.Start.AddDays(Math.Min(30, office.Client.AgeDays / 2)) : null,
        });
    }

    public static void AddWorkflow(this DemoOffice office, bool isActive, bool hasTimeLimits, bool isCustom = false) =>
        office.World.Add(new DemoRows.Workflow
        {
            OrganizationId = office.Id,
            Id = office.NextId("workflow", office.Start),
            Name = isCustom ? "Own stages" : "Standard stages",
            IsActive = isActive,
            HasTimeLimits = hasTimeLimits,
            IsCustom = isCustom,
            UpdatedAt = office.Start.AddDays(8),
        });

    /// <param name="testOk">Null: never tested.</param>
    /// <param name="syncOk">Null: never synchronised.</param>
    public static Guid AddIntegration(
        this DemoOffice office, string kind, string name, bool? testOk = null, bool? syncOk = null, bool isActive = true, double agoDays = 0.4)
    {
        var id = office.NextId("integration", office.Start);
        office.World.Add(new DemoRows.Integration
        {
            OrganizationId = office.Id,
            Id = id,
            Kind = kind,
            Name = name,
            IsActive = isActive,
            ConfiguredAt = office.Start.AddDays(6),
            LastTestAt = testOk is null ? null : office.Ago(agoDays + 3),
            LastTestOk = testOk,
            LastSyncAt = syncOk is null ? null : office.Ago(agoDays),
            LastSyncOk = syncOk,
            UpdatedAt = office.Ago(agoDays),
        });
        return id;
    }

    /// <summary>Somebody accused, now and then a witness, and the reporter where they gave their name.</summary>
    public static DemoReport WithPeople(this DemoOffice office, DemoReport report, string reporterType)
    {
        var named = new List<DemoNamed>();
        if (office.Accounts.Count > 0)
        {
            named.Add(Employee("SUBJECT"));
            if (office.Random.Below(3) == 0)
                named.Add(Employee("WITNESS"));
            if (reporterType is "IDENTIFIED" or "CONFIDENTIAL")
                named.Add(Employee("REPORTER"));
        }

        return report with { ReporterType = reporterType, Named = [.. named.DistinctBy(each => (each.Role, each.EmployeeId ?? each.Email))] };

        DemoNamed Employee(string role)
        {
            var account = office.Accounts[office.Random.Below(office.Accounts.Count)];
            return new(role, account.DisplayName, account.Email, account.EmployeeId, account.Phone)
            {
                AccountId = account.Id,
                JobTitle = account.JobTitle,
                Department = DemoNames.Departments[office.Random.Below(DemoNames.Departments.Length)],
            };
        }
    }
}
