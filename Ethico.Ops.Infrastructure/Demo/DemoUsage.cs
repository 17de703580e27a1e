namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>What people and machines did: the events behind activity, adoption and usage.</summary>
internal static class DemoUsage
{
    /// <summary>The features whose use is a machine's, and whose.</summary>
    private static readonly Dictionary<string, string> Machines = new(StringComparer.Ordinal)
    {
        ["CUSTOM_WORKFLOWS"] = "workflow-engine",
        ["SSO_ENABLED"] = "saml",
        ["HRIS_INTEGRATION"] = "hr-feed",
        ["API_USAGE"] = "api",
    };

    private static readonly string[] Channels = ["HOTLINE_INTAKE", "WEB_INTAKE"];

    /// <summary>The fourteen of client-success.md 5.5; the used ones of a client are the first of its list.</summary>
    public static readonly string[] Features =
    [
        "CASE_MANAGEMENT", "HOTLINE_INTAKE", "SSO_ENABLED", "WEB_INTAKE", "INVESTIGATIONS", "POLICY_MANAGEMENT", "ATTESTATION_CAMPAIGNS",
        "HRIS_INTEGRATION", "COI_CAMPAIGNS", "CUSTOM_DASHBOARDS", "AI_ASSISTANT", "API_USAGE", "GIFT_DISCLOSURES", "CUSTOM_WORKFLOWS",
    ];

    public static void AddUsage(
        this DemoOffice office, string actor, DateTimeOffset at, string kind, Guid? account = null, string? feature = null,
        string? machine = null, bool succeeded = true, TimeSpan? lateBy = null) =>
        office.World.Add(new DemoRows.UsageEvent
        {
            OrganizationId = office.Id,
            Id = office.NextId("usage", at),
            OccurredAt = at,
            IngestedAt = at + (lateBy ?? TimeSpan.FromSeconds(90)),
            ActorKind = actor,
            AccountId = account,
            Machine = machine,
            Kind = kind,
            Feature = feature,
            Succeeded = succeeded,
        });

    /// <summary>Entitled to the first <paramref name="entitled"/> features for a long time, uses the first <paramref name="used"/>.</summary>
    public static void AddFeatures(this DemoOffice office, int used, int entitled)
    {
        for (var i = 0; i < entitled; i++)
        {
            var feature = Features[i];
            office.Entitle(feature, office.Client.AgeDays);
            if (i < used || i % 2 == 0)
                office.Configure(feature, Math.Min(office.Client.AgeDays, office.Client.LiveDays ?? 0), isOpen: i < used);
            if (i < used)
                office.UseFeature(feature, 125);
        }
    }

    public static void Entitle(this DemoOffice office, string feature, int sinceDays, int? untilDays = null) =>
        office.World.Add(new DemoRows.Entitlement
        {
            OrganizationId = office.Id,
            Feature = feature,
            FromOn = office.DateAgo(sinceDays),
            UntilOn = untilDays is { } until ? office.DateAgo(until) : null,
        });

    /// <param name="isOpen">False: it was set up once and taken down again two months ago, so that no channel is open by accident.</param>
    public static void Configure(this DemoOffice office, string feature, int sinceDays, bool isOpen) =>
        office.World.Add(new DemoRows.FeatureConfiguration
        {
            OrganizationId = office.Id,
            Feature = feature,
            FromAt = office.Ago(Math.Max(sinceDays, 70)),
            UntilAt = isOpen || !Channels.Contains(feature) ? null : office.Ago(62),
        });

    /// <summary>Every third day by two accounts in turn, or every day by its machine: "used" in any window the figures look at.</summary>
    public static void UseFeature(this DemoOffice office, string feature, int days)
    {
        if (Channels.Contains(feature))
            return;

        if (Machines.TryGetValue(feature, out var machine))
        {
            for (var day = office.ShutDays; day < days; day++)
                office.AddUsage("MACHINE", office.OnDay(day, -9), "FEATURE", feature: feature, machine: machine, succeeded: day % 11 != 10);
            return;
        }

        var people = office.Accounts.Where(account => account.Status is "ACTIVE" && account.LastSignInAt > office.Ago(31)).Take(4).ToList();
        if (people.Count == 0)
            return;

        for (var day = office.ShutDays; day < days; day += 3)
            office.AddUsage("CLIENT", office.OnDay(day, 2 + day % 3), "FEATURE", people[day / 3 % people.Count].Id, feature);
    }
}
