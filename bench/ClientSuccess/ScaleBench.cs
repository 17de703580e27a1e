using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Bench.ClientSuccess;

/// <summary>
/// CS-12: how a night grows with tenants and with old history, what one tenant on demand is of it, and the portfolio page against its SQL.
/// In one run, night by night in turn.
/// </summary>
internal static class ScaleBench
{
    private const int AloneARound = 3; // a person may ask for twenty an hour
    private const int Looks = 60;

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var (nights, tenth) = (options.Pairs + 1, options with { Scale = options.Scale / 10 });
        await using var few = await NightRun.StartAsync("copy", tenth, nights, prepare: null, ct);
        await using var young = await NightRun.StartAsync("young", options, nights, await HalfAsync(options), ct);
        await using var all = await NightRun.StartAsync("copy", options, nights, prepare: null, ct);
        var caller = (await all.Portal.OperatorsAsync(Role.PlatformAdmin, 1))[0];
        var tenants = new Queue<Guid>(await Sql.ValuesAsync<Guid>(
            all.Portal.Admin, $"select id from bench.tenant where r % {Math.Max(1, options.Of(Ds2.Tenants) / (nights * AloneARound))} = 0 order by r"));
        List<double> ofFew = [], ofYoung = [], ofAll = [], alone = [], sql = [], page = [];
        for (var i = 0; i < nights; i++)
        {
            var (small, half, whole) = (await few.NextAsync(ct), await young.NextAsync(ct), await all.NextAsync(ct));
            var one = await AloneAsync(all.Portal, caller, tenants, ct);
            var (bare, shown) = await PortfolioAsync(all.Portal, caller, options.Of(Ds2.Tenants), ct);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {(i == 0 ? "warm" : i)}: {small:F2} s of a tenth, {half:F2} s with half the history, {whole:F2} s; one alone {one * 1000:F0} ms; portfolio p95 {shown:F1} ms, SQL {bare:F1} ms"));
            if (i == 0)
                continue;
            ofFew.Add(small);
            ofYoung.Add(half);
            ofAll.Add(whole);
            alone.Add(one);
            sql.Add(bare);
            page.Add(shown);
        }

        var (byTenants, byHistory, onDemand, portfolio) = (new Pairs(ofFew, ofAll), new Pairs(ofYoung, ofAll), new Pairs(ofAll, alone), new Pairs(sql, page));
        var count = options.Of(Ds2.Tenants);
        return
        [
            Figure.Of("CS-12a", Text($"a night of {count:N0} tenants ÷ of {tenth.Of(Ds2.Tenants):N0}"), 12, 12, byTenants, Seconds(byTenants)),
            Figure.Of("CS-12b", "a night over 13 months of events ÷ over the later half of them", 1.2, 1.2, byHistory, Seconds(byHistory)),
            Figure.Of("CS-12c", "one tenant on demand, with its entry ÷ the night", 0.02, 0.02, onDemand, Text($"night {onDemand.BaselineMedian:F2} s, one {onDemand.OursMedian * 1000:F0} ms")) with { Format = "F4" },
            Figure.Of("CS-12d", Text($"portfolio p95, first look of {count:N0} clients ÷ its statements"), 2, 2, portfolio, Text($"statements {portfolio.BaselineMedian:F1} ms, page {portfolio.OursMedian:F1} ms")),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(Pairs pairs) => Text($"{pairs.BaselineMedian:F2} → {pairs.OursMedian:F2} s");

    // The months a first roll-up does not reach, and one more; as many events a day are left as there were.
    private static async Task<string> HalfAsync(RunOptions options)
    {
        var months = await Sql.ValuesAsync<string>(
            await BenchServer.AdminAsync(await Ds2.EnsureAsync(options)),
            "select inhrelid::regclass::text from pg_inherits where inhparent = 'platform.usage_events'::regclass and inhrelid::regclass::text < 'platform.usage_events_2026_04' order by 1");
        return $"truncate {string.Join(", ", months)}";
    }

    private static async Task<double> AloneAsync(Portal portal, Caller caller, Queue<Guid> tenants, CancellationToken ct)
    {
        List<double> taken = [];
        for (var i = 0; i < AloneARound; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var made = await portal.Get<Recompute>().RunAsync(caller, new OrganizationId(tenants.Dequeue()), ct);
            taken.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            if (!made.IsAllowed)
                throw new InvalidOperationException($"On demand: {made.Refusal.Code}.");
        }

        return new Sample(taken).Median;
    }

    // What Npgsql says each statement took, until its last row was read, against the use case that sent them.
    private static async Task<(double Sql, double Page)> PortfolioAsync(Portal portal, Caller caller, int clients, CancellationToken ct)
    {
        var inStatements = TimeSpan.Zero;
        using var listener = new ActivityListener();
        listener.ShouldListenTo = source => string.Equals(source.Name, "Npgsql", StringComparison.Ordinal);
        listener.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData;
        listener.ActivityStopped = activity => inStatements += activity.Duration;
        ActivitySource.AddActivityListener(listener);
        List<double> sql = [], page = [];
        for (var i = 0; i < Looks; i++)
        {
            inStatements = TimeSpan.Zero;
            var begun = Stopwatch.GetTimestamp();
            var look = await portal.Get<ClientPortfolio>().LookAsync(caller, new(), PortfolioSort.Urgency, null, 50, ct);
            page.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            sql.Add(inStatements.TotalMilliseconds);
            if (!look.IsAllowed || look.Value.Page.Items.Count != Math.Min(50, clients))
                throw new InvalidOperationException("The portfolio is not whole.");
        }

        return (new Sample(sql).P95, new Sample(page).P95);
    }
}
