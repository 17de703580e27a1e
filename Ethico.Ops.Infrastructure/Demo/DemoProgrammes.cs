namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Campaigns with their assignments, policies and tickets.</summary>
internal static class DemoProgrammes
{
    /// <summary>
    /// As many assignments due in the last 90 complete days as said, and the same again in the 90 before, day by day: so a figure
    /// over a 90-day window is the same on each day of the trend.
    /// </summary>
    public static void AddCampaigns(this DemoOffice office, int due, int completed)
    {
        var people = office.Accounts.Where(account => account.Status is "ACTIVE").ToList();
        var campaigns = (due + people.Count - 1) / people.Count;
        for (var cycle = 0; cycle < 2; cycle++)
        {
            var made = 0;
            for (var campaign = 0; campaign < campaigns; campaign++)
            {
                var dueDay = (90 * cycle) + (90 * campaign / campaigns) + 3;
                var id = office.AddCampaign(campaign % 2 == 0 ? "ATTESTATION" : "COI", $"{(campaign % 2 == 0 ? "Code of conduct" : "Conflicts of interest")} {cycle + 1}.{campaign + 1}", dueDay + 30, dueDay);
                foreach (var account in people.Take(due - made > people.Count ? people.Count : due - made))
                {
                    // Spread evenly, so that each campaign has its share of the missing ones.
                    var isDone = (long)(made + 1) * completed / due > (long)made * completed / due;
                    office.AddAssignment(id, account.Id, dueDay, isDone ? "COMPLETED" : "ASSIGNED");
                    made++;
                }
            }
        }
    }

    public static Guid AddCampaign(this DemoOffice office, string kind, string name, int startDay, int dueDay)
    {
        var starts = office.OnDay(startDay, -4);
        var id = office.NextId("campaign", starts);
        office.World.Add(new DemoRows.Campaign
        {
            OrganizationId = office.Id,
            Id = id,
            Kind = kind,
            Name = name,
            Status = dueDay > 5 ? "ENDED" : "RUNNING",
            StartsAt = starts,
            EndsAt = office.OnDay(dueDay - 5),
            CreatedAt = starts.AddDays(-6),
        });
        return id;
    }

    public static void AddAssignment(this DemoOffice office, Guid campaign, Guid account, int dueDay, string status)
    {
        var created = office.OnDay(dueDay + 30, -4);
        DateTimeOffset? completed = status is "COMPLETED" ? office.OnDay(dueDay + 1 + office.Random.Below(20), 3) : null;
        DateTimeOffset? withdrawn = status is "EXEMPT" or "CANCELLED" ? office.OnDay(dueDay + 12) : null;
        office.World.Add(new DemoRows.CampaignAssignment
        {
            OrganizationId = office.Id,
            Id = office.NextId("assignment", created),
            CampaignId = campaign,
            AccountId = account,
            DueAt = office.OnDay(dueDay),
            Status = status,
            CompletedAt = completed,
            WithdrawnAt = withdrawn,
            CreatedAt = created,
            UpdatedAt = completed ?? withdrawn ?? created,
        });
    }

    public static void AddPolicies(this DemoOffice office, int published, int drafts)
    {
        string[] titles = ["Code of conduct", "Gifts and hospitality", "Speaking up", "Conflicts of interest", "Data protection", "Fair competition"];
        for (var i = 0; i < published + drafts; i++)
        {
            DateTimeOffset? at = i < published ? office.Start.AddDays(20 + i) : null;
            office.World.Add(new DemoRows.Policy
            {
                OrganizationId = office.Id,
                Id = office.NextId("policy", office.Start),
                Title = titles[i % titles.Length],
                Status = at is null ? "DRAFT" : "PUBLISHED",
                PublishedAt = at,
                UpdatedAt = at ?? office.Start,
            });
        }
    }
}
