namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// The raw numbers a client's health score is made from (client-success.md 5.1). Every count is laid out day by day so that a
/// window of 30 or 90 days holds the same on each day of the trend; only the people who were active change.
/// </summary>
/// <param name="People">Login: active ÷ enabled.</param>
internal sealed record DemoHealth(DemoHeadcount People)
{
    /// <summary>Cases: closed on time, closed late, still open and past due; null: none at all.</summary>
    public (int OnTime, int Late, int Overdue)? Cases { get; init; }

    /// <summary>Campaigns: assignments due and completed; null: none.</summary>
    public (int Due, int Completed)? Campaigns { get; init; }

    /// <summary>Adoption: used and entitled features; null: none entitled.</summary>
    public (int Used, int Entitled)? Features { get; init; }

    /// <summary>Tickets of 30 days, by severity.</summary>
    public (int Low, int Medium, int High, int Urgent) Tickets { get; init; }

    public void Write(DemoOffice office)
    {
        office.AddPeople(People);
        office.AddStandards();
        if (Features is { } features)
            office.AddFeatures(features.Used, features.Entitled);
        if (Campaigns is { } campaigns)
            office.AddCampaigns(campaigns.Due, campaigns.Completed);
        office.AddTicketsMonthly(Tickets.Low, Tickets.Medium, Tickets.High, Tickets.Urgent);
        if (Cases is { } cases)
            office.Reports.AddRange(Reports(office, cases.OnTime, cases.Late, cases.Overdue));
    }

    private static IEnumerable<DemoReport> Reports(DemoOffice office, int onTime, int late, int overdue)
    {
        var handlers = office.Handlers;
        var closed = onTime + late;
        for (var cycle = 0; cycle < 2; cycle++)
        {
            for (var i = 0; i < closed; i++)
            {
                // Evenly mixed, not first the good ones. Late by hours, on the same day: no day sees it open and past due.
                var isOnTime = (i + 1) * onTime / closed > i * onTime / closed;
                var closedAt = office.OnDay((90 * cycle) + (90 * i / closed), 3);
                yield return Report(office, closedAt.AddDays(-24 - i % 9), i) with
                {
                    Case = new DemoCase("CLOSED")
                    {
                        Outcome = i % 3 == 0 ? "SUBSTANTIATED" : i % 3 == 1 ? "UNSUBSTANTIATED" : "INCONCLUSIVE",
                        ClosedAt = closedAt,
                        DueAt = isOnTime ? closedAt.AddDays(6) : closedAt.AddHours(-2),
                        Handler = handlers[i % handlers.Count],
                        Notes = i % 3,
                        Tasks = i % 2,
                    },
                };
            }
        }

        for (var i = 0; i < overdue; i++)
        {
            yield return Report(office, office.OnDay(165 + i), i) with
            {
                Case = new DemoCase("IN_PROGRESS") { DueAt = office.OnDay(132 + i), Handler = handlers[i % handlers.Count], Notes = 1 },
            };
        }

        // Under way and in time: they count nowhere.
        for (var i = 0; i < 3; i++)
        {
            yield return Report(office, office.OnDay(4 + (5 * i)), i) with
            {
                Case = new DemoCase(i == 0 ? "NEW" : "OPEN") { DueAt = office.OnDay(-31 + (5 * i)), Handler = i == 0 ? null : handlers[i % handlers.Count] },
            };
        }
    }

    private static DemoReport Report(DemoOffice office, DateTimeOffset received, int number)
    {
        string[] categories = ["HARASSMENT", "FRAUD", "SAFETY_CONCERN", "CONFLICT_OF_INTEREST", "THEFT", "OTHER"];
        var report = new DemoReport(received, categories[number % categories.Length])
        {
            Severity = (number % 5) switch { 0 => "HIGH", 1 or 2 => "MEDIUM", 3 => "LOW", _ => null },
            Channel = number % 2 == 0 ? "HOTLINE" : "WEB",
        };
        return office.WithPeople(report, number % 2 == 1 ? "IDENTIFIED" : "ANONYMOUS");
    }
}
