namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Counts clients one after another, from what is known of each. The same for a night, for what came late and for a rebuild.</summary>
public sealed class ClientCounter(CountedRange range)
{
    private readonly DaySums usage = new(Enum.GetValues<UsageFigure>().Length);
    private readonly FeatureCounter features = new(range);

    /// <summary>
    /// Features of the last days, a row for each day on which one is entitled or was set up; how many count goes to the usage of the
    /// day (<see cref="Usage"/>), so this comes first.
    /// </summary>
    public IReadOnlyList<FeatureFigures> Features(ClientFacts client) => features.Of(client);

    /// <summary>Every figure of every day of the client. Good until the next one is counted.</summary>
    public DaySums Usage(ClientFacts client)
    {
        usage.Begin(client.From, range.Day);
        foreach (var span in client.Spans)
            usage.Add((int)span.Figure, span.From, span.To, span.Amount);
        foreach (var account in client.Accounts.Values)
        {
            AddWindow(usage, (int)UsageFigure.ActiveAccounts, account.Days, 1, range);
            AddWindow(usage, (int)UsageFigure.Active7, account.Days, 7, range);
            AddWindow(usage, (int)UsageFigure.Active30, account.Days, 30, range);
            foreach (var (from, to) in account.Enabled)
                AddWindow(usage, (int)UsageFigure.ActiveEnabled30, account.Days, 30, range, from, to);
        }

        usage.Sum();
        return usage;
    }

    /// <summary>Accounts that were active between two days, both with it; of the later one at most the run's last.</summary>
    public int Active(ClientFacts client, int first, int final)
    {
        var active = 0;
        foreach (var account in client.Accounts.Values)
        {
            if (account.Days.Any(range.Place(first), range.Place(Math.Min(final, range.Day))))
                active++;
        }

        return active;
    }

    /// <summary>One more on every day whose window holds a day that is set.</summary>
    /// <param name="sums">To count in.</param>
    /// <param name="figure">Its row.</param>
    /// <param name="days">The days that are set.</param>
    /// <param name="window">Its length.</param>
    /// <param name="range">The run's.</param>
    /// <param name="from">Days before do not count.</param>
    /// <param name="to">Nor do days after.</param>
    internal static void AddWindow(
        DaySums sums, int figure, in ActiveDays days, int window, CountedRange range, int from = int.MinValue, int to = int.MaxValue)
    {
        var covered = int.MinValue;
        for (var place = days.Next(range.Place(sums.First - window + 1)); place >= 0; place = days.Next(place + 1))
        {
            var day = range.DayAt(place);
            if (day > sums.Final)
                return;
            var first = Math.Max(day, covered == int.MinValue ? day : covered + 1);
            covered = day + window - 1;
            sums.Add(figure, Math.Max(first, from), Math.Min(covered, to));
            if (covered >= sums.Final)
                return;
        }
    }
}
