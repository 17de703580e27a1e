namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Support tickets; numbers run over all clients, as the desk's own tool gives them.</summary>
internal static class DemoTickets
{
    private static readonly string[] Subjects =
    [
        "Cannot open the case list after signing in", "Report form shows the wrong language", "New investigator needs access",
        "Export of closed cases is empty", "Reminder mail arrived twice", "Attachment refused as too large", "Single sign-on loops back",
        "How do we merge two cases?", "Wrong time zone on the due date", "Policy acknowledgement is missing",
    ];

    /// <summary>Tickets opened in the last 30 complete days, and the same in each of the two months before.</summary>
    public static void AddTicketsMonthly(this DemoOffice office, int low = 0, int medium = 0, int high = 0, int urgent = 0)
    {
        var severities = Enumerable.Repeat("LOW", low).Concat(Enumerable.Repeat("MEDIUM", medium))
            .Concat(Enumerable.Repeat("HIGH", high)).Concat(Enumerable.Repeat("URGENT", urgent)).ToList();
        for (var month = 2; month >= 0; month--)
        {
            for (var i = 0; i < severities.Count; i++)
                office.AddTicket(severities[i], (30 * month) + (30 * i / severities.Count), month == 0 && i == 0 ? "OPEN" : "CLOSED");
        }
    }

    public static DemoRows.SupportTicket AddTicket(
        this DemoOffice office, string severity, int day, string status, string? number = null, string? subject = null,
        Guid? duplicateOf = null, bool isInternal = false, bool isTest = false, double hours = -3)
    {
        var opened = office.OnDay(day, hours);
        DateTimeOffset? resolved = status is "RESOLVED" or "CLOSED" ? opened.AddHours(5 + day % 7) : null;
        var ticket = new DemoRows.SupportTicket
        {
            OrganizationId = office.Id,
            Id = office.NextId("ticket", opened),
            Number = number ?? office.World.NextTicketNumber(),
            Severity = severity,
            Status = status,
            Subject = subject ?? Subjects[office.Random.Below(Subjects.Length)],
            RequesterId = office.Accounts.Count > 0 ? office.Accounts[office.Random.Below(Math.Min(5, office.Accounts.Count))].Id : null,
            OpenedAt = opened,
            ResolvedAt = resolved,
            DuplicateOfId = duplicateOf,
            IsInternal = isInternal,
            IsTest = isTest,
            UpdatedAt = resolved ?? opened,
        };
        office.World.Add(ticket);
        return ticket;
    }
}
