namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Usage that must not count, or counts only if looked at closely (client-success.md 2 and 5).</summary>
internal static class DemoOddities
{
    public static void Write(DemoOffice office)
    {
        // Staff with and without a session in the client's skin: an operator's id, and no sign-in of the client's.
        for (var i = 0; i < 50; i++)
        {
            office.AddUsage("IMPERSONATED", office.OnDay(i % 30, -5 + (i % 3)), "SIGN_IN", office.Accounts[i].Id);
            office.AddUsage("STAFF", office.OnDay(i % 30, 5 + (i % 3)), "SIGN_IN", DemoStaff.IdOf(i % 2 == 0 ? "ines" : "tessa"));
        }

        var account = office.Accounts[3].Id;
        // Reported twice under two ids; the same id twice would have met the key.
        office.AddUsage("CLIENT", office.OnDay(4, 1), "FEATURE", account, "CASE_MANAGEMENT");
        office.AddUsage("CLIENT", office.OnDay(4, 1), "FEATURE", account, "CASE_MANAGEMENT");
        office.AddUsage("CLIENT", office.OnDay(6, 2), "REPORT_VIEW", account, lateBy: TimeSpan.FromDays(2));
        office.AddUsage("CLIENT", office.OnDay(40, 2), "FEATURE", account, "INVESTIGATIONS", lateBy: TimeSpan.FromDays(36));
        office.AddUsage("CLIENT", office.OnDay(1, 3), "SIGN_IN", account, lateBy: TimeSpan.FromMinutes(-11));
        office.AddUsage("CLIENT", office.OnDay(2, 3), "FEATURE", account, "TELEPATHY");
        office.AddUsage("TEST", office.OnDay(2, 4), "SIGN_IN", account);
        var at = office.OnDay(3, 3);
        office.World.Add(new DemoRows.UsageEvent
        {
            OrganizationId = office.NextId("unknown-organization", at),
            Id = office.NextId("usage", at),
            OccurredAt = at,
            IngestedAt = at.AddMinutes(2),
            ActorKind = "CLIENT",
            AccountId = office.NextId("unknown-account", at),
            Kind = "SIGN_IN",
        });
    }
}
